import random, pytest
@pytest.mark.parametrize("n", [1000, 4000, 16000])
def test_sort(benchmark, n):
    random.seed(7)
    data = [random.random() for _ in range(n)]
    benchmark.pedantic(sorted, args=(data,), rounds=20)
def test_empty(benchmark):
    benchmark.pedantic(len, args=([],), rounds=5)

#include <algorithm>
#include <benchmark/benchmark.h>
#include <random>
#include <vector>

static std::vector<int> make(int64_t n) {
  std::mt19937 chance(7);
  std::vector<int> values(n);
  for (int &value : values) value = static_cast<int>(chance());
  return values;
}

static void BM_Sort(benchmark::State &state) {
  const std::vector<int> input = make(state.range(0));
  for (auto _ : state) {
    std::vector<int> values = input;
    std::sort(values.begin(), values.end());
    benchmark::DoNotOptimize(values.data());
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Sort)->RangeMultiplier(4)->Range(1 << 10, 1 << 18)->Complexity(benchmark::oNLogN);

static void BM_Sum(benchmark::State &state) {
  const std::vector<int> input = make(state.range(0));
  for (auto _ : state) {
    long sum = 0;
    for (int value : input) sum += value;
    benchmark::DoNotOptimize(sum);
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(BM_Sum)->RangeMultiplier(4)->Range(1 << 10, 1 << 18)->Unit(benchmark::kMicrosecond)->Complexity(benchmark::oN);

static void BM_Empty(benchmark::State &state) {
  for (auto _ : state) benchmark::DoNotOptimize(state.iterations());
}
BENCHMARK(BM_Empty);

BENCHMARK_MAIN();

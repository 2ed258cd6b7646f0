import random, sys
n = int(sys.argv[1])
random.seed(7)
print(sorted(random.random() for _ in range(n))[0])

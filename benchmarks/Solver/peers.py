"""The same circuits with SciPy's SuperLU, as a user of sparse nodal analysis would solve them. Prints seconds.

peers.py transfer M N conductances.bin transfer.bin     factors once, solves N adjoint right-hand sides
peers.py nonlinear M N conductances.bin voltages.bin currents.bin kappa sense   Newton's method, input by input
All resistances are 1 ohm.
"""
import sys
import time

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu


def wires(m, n):
    """Conductances between nodes without the cells; node (i, j) of a word line is i*n+j, of a bit line m*n+i*n+j."""
    word = np.arange(m * n).reshape(m, n)
    bit = word + m * n
    a = np.concatenate([word[:, :-1].ravel(), bit[:-1].ravel()])
    b = np.concatenate([word[:, 1:].ravel(), bit[1:].ravel()])
    one = np.ones(len(a))
    size = 2 * m * n
    matrix = sp.coo_matrix((np.concatenate([one, one, -one, -one]), (np.concatenate([a, b, a, b]), np.concatenate([a, b, b, a]))), (size, size))
    ends = np.zeros(size)
    ends[word[:, 0]] += 1
    ends[bit[-1]] += 1
    return (matrix + sp.diags(ends)).tocsc()


def cells(m, n, g):
    k = np.arange(m * n)
    rows, columns = np.concatenate([k, k + m * n, k, k + m * n]), np.concatenate([k, k + m * n, k + m * n, k])
    return sp.coo_matrix((np.concatenate([g, g, -g, -g]), (rows, columns)), (2 * m * n, 2 * m * n)).tocsc()


def transfer(m, n, g):
    matrix = (wires(m, n) + cells(m, n, g)).tocsc()
    inputs = np.zeros((2 * m * n, n))
    inputs[m * n + (m - 1) * n + np.arange(n), np.arange(n)] = 1
    best, result = np.inf, None
    for order in ("COLAMD", "MMD_AT_PLUS_A"):
        begin = time.perf_counter()
        solution = splu(matrix, permc_spec=order).solve(inputs)
        best = min(best, time.perf_counter() - begin)
        result = solution[np.arange(m) * n]
    return best, result


def nonlinear(m, n, g, voltages, kappa, sense):
    base, scale = wires(m, n), sense / np.sinh(kappa * sense)
    begin, currents = time.perf_counter(), []
    for v in voltages:
        drive = np.zeros(2 * m * n)
        drive[np.arange(m) * n] = v
        x = np.zeros(2 * m * n)
        while True:
            over = x[:m * n] - x[m * n:]
            i = g * scale * np.sinh(kappa * over)
            slope = g * scale * kappa * np.cosh(kappa * over)
            source = slope * over - i
            right = drive + np.concatenate([source, -source])
            step = splu(base + cells(m, n, slope)).solve(right) - x
            x = x + step
            if np.abs(step).max() < 1e-9:
                break
        currents.append(x[m * n + (m - 1) * n:])
    return time.perf_counter() - begin, np.array(currents)


kind, m, n = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
conductances = np.fromfile(sys.argv[4])
if kind == "transfer":
    seconds, result = transfer(m, n, conductances)
    result.tofile(sys.argv[5])
else:
    seconds, result = nonlinear(m, n, conductances, np.fromfile(sys.argv[5]).reshape(-1, m), float(sys.argv[7]), float(sys.argv[8]))
    result.tofile(sys.argv[6])
print(seconds)

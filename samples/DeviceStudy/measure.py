"""Stands in for the laboratory: a test array of the device in device.json, its resistances, and what a bench would read of it.

    python3 measure.py        -> array/conductances.csv, array/voltages.csv, array/currents.csv

An array of 24x12 cells with 2.5 ohm between neighbours, 12 ohm at each source and 8 ohm at each sense end is solved by nodal analysis (Newton's method,
dense matrices: nothing of crossbar's own), for 40 lines of random voltages; each current is read with an error of 0.05 %. Needs NumPy.
"""
import json
import pathlib
import re

import numpy as np

ROWS, COLUMNS, READS = 24, 12, 40
WIRE, SOURCE, SENSE = 2.5, 12.0, 8.0
ERROR = 5e-4
HERE = pathlib.Path(__file__).parent


def characteristic():
    text = re.sub(r"^\s*//.*$", "", (HERE / "device.json").read_text(), flags=re.MULTILINE)
    return np.array(json.loads(text)["Current"]["Points"]).T


def wires():
    """Conductances between the nodes, word line node of cell (i, j) first, then the bit line nodes; what joins nodes to sources; to ground."""
    word = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    bit = word + ROWS * COLUMNS
    matrix, to_source = np.zeros((2 * ROWS * COLUMNS,) * 2), np.zeros((2 * ROWS * COLUMNS, ROWS))
    for a, b in [*zip(word[:, :-1].flat, word[:, 1:].flat), *zip(bit[:-1].flat, bit[1:].flat)]:
        matrix[[a, b, a, b], [a, b, b, a]] += np.array([1, 1, -1, -1]) / WIRE
    to_source[word[:, 0], np.arange(ROWS)] = 1 / SOURCE
    matrix[word[:, 0], word[:, 0]] += 1 / SOURCE
    matrix[bit[-1], bit[-1]] += 1 / SENSE
    return matrix, to_source, word.ravel(), bit.ravel()


def read(conductances, voltages):
    """Column currents, in ampere, of one line of row voltages."""
    matrix, to_source, word, bit = wires()
    points, values = characteristic()
    g, v = conductances.ravel(), np.zeros(len(matrix))
    for _ in range(60):
        across = v[word] - v[bit]
        current = g * np.interp(across, points, values)
        slope = g * np.interp(across, (points[:-1] + points[1:]) / 2, np.diff(values) / np.diff(points))
        excess = matrix @ v - to_source @ voltages
        excess[word] += current
        excess[bit] -= current
        jacobian = matrix.copy()
        np.add.at(jacobian, (word, word), slope)
        np.add.at(jacobian, (bit, bit), slope)
        np.add.at(jacobian, (word, bit), -slope)
        np.add.at(jacobian, (bit, word), -slope)
        step = np.linalg.solve(jacobian, excess)
        v -= step
        if np.abs(step).max() < 1e-13:
            return v[bit.reshape(ROWS, COLUMNS)[-1]] / SENSE
    raise ArithmeticError("Newton's method does not converge")


def main():
    random = np.random.default_rng(7)
    conductances = random.uniform(10e-6, 90e-6, (ROWS, COLUMNS))
    voltages = np.round(random.uniform(0, 0.35, (READS, ROWS)), 3)
    currents = np.array([read(conductances, line) for line in voltages]) * (1 + ERROR * random.standard_normal((READS, COLUMNS)))
    (HERE / "array").mkdir(exist_ok=True)
    for name, values in [("conductances", conductances), ("voltages", voltages), ("currents", currents)]:
        np.savetxt(HERE / "array" / f"{name}.csv", values, fmt="%.6g", delimiter=",")


if __name__ == "__main__":
    main()

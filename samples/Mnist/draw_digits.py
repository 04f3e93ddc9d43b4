"""Draws the digits that this sample classifies and calibrates with, so that it needs no one else's data.

    python3 draw_digits.py Digits.npz

Each digit is a few strokes through hand-placed points. A seeded generator varies the points, the style (a 7 with or without its bar),
slant, width and the pen; the result is rendered like the images of MNIST: white on black, 20 pixels on its longer side, its centre of
mass in the middle of 28x28. Digits.npz holds x (uint8 [100, 1, 28, 28]) and y (uint8 [100]), ten of each digit. Needs numpy.
"""
import sys

import numpy as np

COUNT = 10  # of each digit

# Each style is a list of strokes, each stroke a list of points (x to the right, y down). 'curve' is smooth, 'line' has corners.
STYLES = {
    0: [[('curve', [(.58, .02), (.30, .06), (.12, .34), (.13, .68), (.32, .97), (.62, .93), (.80, .62), (.78, .28), (.60, .05), (.44, .02)])],
        [('curve', [(.50, .00), (.22, .14), (.10, .50), (.22, .86), (.50, 1.0), (.78, .86), (.90, .50), (.78, .14), (.50, .00)])]],
    1: [[('line', [(.50, .00), (.50, 1.0)])],
        [('line', [(.56, .00), (.50, .50), (.46, 1.0)])],
        [('line', [(.34, .20), (.54, .00), (.52, 1.0)])]],
    2: [[('curve', [(.12, .24), (.30, .04), (.62, .02), (.78, .22), (.66, .50), (.40, .76), (.12, .97)]), ('line', [(.12, .97), (.50, .95), (.90, .96)])],
        [('curve', [(.14, .20), (.36, .02), (.66, .06), (.74, .30), (.58, .62), (.34, .90), (.14, .96), (.12, .82), (.30, .78), (.58, .92), (.92, .92)])]],
    3: [[('curve', [(.14, .12), (.38, .00), (.66, .06), (.70, .26), (.54, .42), (.34, .47)]),
         ('curve', [(.34, .47), (.62, .50), (.78, .68), (.70, .90), (.44, 1.0), (.12, .92)])],
        [('curve', [(.18, .06), (.46, .00), (.72, .10), (.70, .30), (.46, .46)]),
         ('curve', [(.46, .46), (.72, .56), (.76, .80), (.54, .98), (.26, .98), (.10, .86)])]],
    4: [[('curve', [(.20, .04), (.14, .28), (.12, .54), (.30, .60), (.56, .54), (.78, .48)]), ('line', [(.76, .02), (.70, .50), (.64, 1.0)])],
        [('line', [(.62, .00), (.36, .32), (.08, .64), (.50, .65), (.92, .62)]), ('line', [(.64, .00), (.62, .50), (.60, 1.0)])]],
    5: [[('line', [(.86, .03), (.56, .03), (.28, .05)]), ('line', [(.28, .05), (.24, .24), (.20, .44)]),
         ('curve', [(.20, .44), (.48, .38), (.72, .50), (.74, .76), (.52, .96), (.26, .99), (.08, .90)])],
        [('line', [(.80, .00), (.30, .04)]), ('curve', [(.30, .04), (.26, .26), (.30, .42), (.56, .50), (.68, .70), (.56, .92), (.30, 1.0), (.10, .94)])]],
    6: [[('curve', [(.68, .00), (.42, .18), (.22, .46), (.16, .76), (.34, .98), (.62, .94), (.74, .74), (.60, .56), (.38, .58), (.20, .76)])],
        [('curve', [(.50, .00), (.28, .26), (.16, .60), (.24, .92), (.48, 1.0), (.72, .86), (.72, .64), (.50, .54), (.28, .66), (.20, .80)])]],
    7: [[('line', [(.10, .08), (.48, .07), (.86, .04), (.64, .46), (.46, 1.0)])],
        [('line', [(.12, .14), (.16, .06), (.50, .06), (.84, .04), (.66, .40), (.44, 1.0)]), ('line', [(.30, .52), (.80, .46)])]],
    8: [[('curve', [(.72, .12), (.48, .00), (.24, .10), (.24, .30), (.48, .46), (.74, .64), (.74, .88), (.48, 1.0), (.22, .88), (.24, .66),
                    (.50, .46), (.72, .28), (.72, .12), (.60, .03)])],
        [('curve', [(.50, .48), (.28, .36), (.26, .12), (.50, .00), (.74, .12), (.72, .36), (.50, .48), (.28, .60), (.22, .86), (.50, 1.0),
                    (.78, .86), (.72, .60), (.50, .48)])]],
    9: [[('curve', [(.72, .22), (.54, .02), (.28, .10), (.20, .34), (.36, .50), (.58, .44), (.72, .20)]), ('line', [(.72, .20), (.68, .60), (.62, 1.0)])],
        [('curve', [(.70, .26), (.58, .04), (.32, .06), (.20, .28), (.32, .48), (.56, .46), (.70, .24), (.72, .46), (.66, .78), (.44, 1.0)])]],
}


def smooth(points, steps=12):
    """A Catmull-Rom spline through all points."""
    p = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = [.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3) for a, b, c, d in zip(p, p[1:], p[2:], p[3:])]
    return np.vstack(pieces + [points[-1:]])


def render(strokes, pen):
    """Pixels [28, 28], 0 to 1: how much of each the pen covers, from the distance between its centre and the nearest stroke."""
    y, x = np.mgrid[0:28, 0:28] + .5
    centres = np.stack([x, y], -1)[:, :, None]
    distance = np.full((28, 28), np.inf)
    for points in strokes:
        start, along = points[:-1], np.diff(points, axis=0)
        share = np.clip(((centres - start) * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-9), 0, 1)
        distance = np.minimum(distance, np.linalg.norm(centres - start - share[..., None] * along, axis=-1).min(-1))
    return np.clip((pen / 2 - distance) / 1.4 + .5, 0, 1)  # a soft edge, 1.4 pixels wide, as scaled-down scans have


def draw(digit, random):
    """One image of a digit, uint8 [28, 28]."""
    style = STYLES[digit][random.integers(len(STYLES[digit]))]
    moved = {point: np.array(point) + random.normal(0, .018, 2) for _, points in style for point in points}  # strokes that meet still meet
    slant, width, angle = random.normal(.12, .12), random.uniform(.62, .92), random.normal(0, .06)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shape = turn @ np.array([[width, -slant], [0, 1]])
    strokes = [np.array([moved[point] for point in points]) @ shape.T for _, points in style]
    strokes = [smooth(points) if kind == 'curve' else points for points, (kind, _) in zip(strokes, style)]

    pen = random.uniform(1.8, 3.2)
    every = np.vstack(strokes)
    low, high = every.min(0), every.max(0)
    scale = (20 - pen) / (high - low).max()
    strokes = [(points - (low + high) / 2) * scale + 14 for points in strokes]
    image = render(strokes, pen)
    mass = np.array([(image.sum(axis) * (np.arange(28) + .5)).sum() for axis in (0, 1)]) / image.sum()
    return np.rint(255 * render([points + 14 - mass for points in strokes], pen)).astype(np.uint8)


def main(path):
    random = np.random.default_rng(2020)
    labels = np.tile(np.arange(10, dtype=np.uint8), COUNT)  # 0 to 9 over and over: the first ten are one of each
    np.savez_compressed(path, x=np.stack([draw(digit, random) for digit in labels])[:, None], y=labels)


if __name__ == '__main__':
    main(sys.argv[1])

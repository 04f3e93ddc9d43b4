"""Draws wires.svg from the tables beside this file: python3 docs/results/wires-figure.py (standard library only)."""
import csv
import math
import pathlib

FOLDER = pathlib.Path(__file__).parent
PANELS = [
    ("Mnist.onnx, 128×128", "mnist-wires.csv", 95, 100, 1),
    ("ResNet20.onnx, 128×128", "resnet20-wires.csv", 40, 90, 10),
    ("ResNet20.onnx, undivided arrays", "resnet20-wires-undivided.csv", 15, 90, 15),
]
COLORS = {"Exact": "#1f77b4", "MaxInput": "#e07b00", "None": "#777777"}
# Where Exact and MaxInput coincide, one is seen beneath the other.
WEIGHTS = {"Exact": 4, "MaxInput": 1.6, "None": 1.6}
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 210, 52, 34, 58
TICKS = [0.5, 0.8, 1, 1.2, 1.5, 2]


def rows(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def panel(index, title, name, least, most, step):
    x0 = LEFT + index * (WIDTH + GAP)
    x = lambda factor: x0 + WIDTH * (math.log(factor) - math.log(0.5)) / math.log(4)
    y = lambda percent: TOP + HEIGHT * (most - percent) / (most - least)
    yield f'<text x="{x0}" y="{TOP - 12}" font-weight="bold">{title}</text>'
    for percent in range(least, most + 1, step):
        yield f'<line x1="{x0}" x2="{x0 + WIDTH}" y1="{y(percent):.1f}" y2="{y(percent):.1f}" stroke="#dddddd"/>'
        yield f'<text x="{x0 - 6}" y="{y(percent) + 4:.1f}" text-anchor="end">{percent}</text>'
    for factor in TICKS:
        yield f'<line x1="{x(factor):.1f}" x2="{x(factor):.1f}" y1="{TOP + HEIGHT}" y2="{TOP + HEIGHT + 4}" stroke="#333333"/>'
        yield f'<text x="{x(factor):.1f}" y="{TOP + HEIGHT + 17}" text-anchor="middle">{factor:g}</text>'
    yield f'<rect x="{x0}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#333333"/>'
    table = list(rows(name))
    for conversion, color in COLORS.items():
        mine = [row for row in table if row["Conversion"] == conversion and row["Accuracy"]]
        for column, dash in (("AccuracyBefore", ' stroke-dasharray="5 4"'), ("Accuracy", "")):
            points = " ".join(f'{x(float(row["Factor"])):.1f},{y(100 * float(row[column])):.1f}' for row in mine)
            yield f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="{WEIGHTS[conversion]}"{dash}/>'


def legend():
    y = TOP + HEIGHT + 60
    at = LEFT
    for conversion, color in COLORS.items():
        yield f'<line x1="{at}" x2="{at + 26}" y1="{y - 4}" y2="{y - 4}" stroke="{color}" stroke-width="2.5"/><text x="{at + 32}" y="{y}">{conversion}</text>'
        at += 110
    for text, dash in (("as compiled", ' stroke-dasharray="5 4"'), ("recalibrated", "")):
        yield f'<line x1="{at}" x2="{at + 26}" y1="{y - 4}" y2="{y - 4}" stroke="#333333" stroke-width="1.8"{dash}/><text x="{at + 32}" y="{y}">{text}</text>'
        at += 130


def main():
    width = LEFT + len(PANELS) * WIDTH + (len(PANELS) - 1) * GAP + 16
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + HEIGHT + 74}" font-family="sans-serif" font-size="12" fill="#222222">',
             '<rect width="100%" height="100%" fill="#ffffff"/>']
    for index, settings in enumerate(PANELS):
        lines += panel(index, *settings)
    lines.append(f'<text x="{width / 2}" y="{TOP + HEIGHT + 36}" text-anchor="middle">resistances of the chip / those compiled for</text>')
    lines.append(f'<text x="14" y="{TOP + HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 {TOP + HEIGHT / 2})">accuracy, %</text>')
    lines += [*legend(), "</svg>", ""]
    (FOLDER / "wires.svg").write_text("\n".join(lines), encoding="utf-8")


main()

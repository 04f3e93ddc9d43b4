"""Rewrites the tables of ../results.md, ../accuracy.md, ../conversion.md, ../devices.md and ../encodings.md from the CSV files in this folder: python3 tables.py, after measure.sh."""
import csv
import pathlib
import re

HERE = pathlib.Path(__file__).parent
NETWORKS = [("Mnist.onnx", "mnist"), ("ResNet20.onnx", "resnet20")]
DEEP = [("A32.onnx (ResNet-32)", 32), ("A56.onnx (ResNet-56)", 56)]
DEVICES = ["pcm-joshi-2020", "pcm-hermes-2023", "rram-wan-2022", "rram-wan-2022-crosssim", "rram-cmo-hfox-2025"]
AGES = {0: "at once", 86400: "1 day", 172800: "2 days", 2592000: "30 days", 31536000: "1 year"}


def rows(name):
    with open(HERE / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def signed(value):
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def accuracy(row, points=True):
    if row["Accuracy"] == "":
        return "impossible¹"
    own = f"{100 * float(row['Accuracy']):.2f}"
    if not points or row["Loss"] == "":
        return f"{own} ({100 * float(row['AccuracyLow']):.2f} to {100 * float(row['AccuracyHigh']):.2f})"
    loss, low, high = (signed(100 * float(row[key])) for key in ("Loss", "LossLow", "LossHigh"))
    return f"{own} ({loss}: {low} to {high})"


def find(table, conversion, bits):
    return next(row for row in table if row["Conversion"] == conversion and row["Bits"] == bits)


def named(bits):
    return "none" if bits == "0/0" else bits


def exponent(text):
    return re.sub(r"e([-+])0*(\d+)", lambda m: "e" + ("-" if m[1] == "-" else "") + m[2], text)


def digits(value, count):
    return exponent(f"{value:.{count}g}")


def overall(paper):
    """Table 6: the paper's column stays as it is."""
    for network, file in NETWORKS:
        table = rows(f"{file}-accuracy")
        yield f"| {network} | software | {accuracy(table[0], points=False)} | {paper[network, 'software']} |"
        for bits in ("0/0", "8/8", "6/6", "5/5", "4/4", "4/8", "8/4"):
            yield f"| {network} | {named(bits)} | {accuracy(find(table, 'Exact', bits))} | {paper[network, named(bits)]} |"


def by_conversion(suffix):
    for network, file in NETWORKS:
        table = rows(f"{file}-accuracy{suffix}")
        for bits in ("0/0", "8/8", "6/6", "4/4"):
            cells = " | ".join(accuracy(find(table, conversion, bits)) for conversion in ("Exact", "MaxInput", "None"))
            yield f"| {network} | {named(bits)} | {cells} |"


def paper_converters():
    for network, file in NETWORKS:
        table = rows(f"{file}-accuracy-paper-converters")
        yield f"| {network} | " + " | ".join(accuracy(find(table, "Exact", bits)) for bits in ("0/0", "8/8", "6/6", "4/4")) + " |"


def deep(paper):
    """ResNet-32 and ResNet-56 of others: the paper's column stays as it is."""
    for network, depth in DEEP:
        table = rows(f"resnet{depth}-accuracy")
        yield f"| {network} | software | {accuracy(table[0], points=False)} | {paper[network, 'software']} |"
        for bits in ("0/0", "8/8", "6/6", "5/5", "4/4", "4/8", "8/4"):
            yield f"| {network} | {named(bits)} | {accuracy(find(table, 'Exact', bits))} | {paper[network, named(bits)]} |"


def deep_conversion():
    """The same at 8 bits: conversions, undivided arrays, and the paper's converters."""
    for network, depth in DEEP:
        divided, others, undivided, paper = (rows(f"resnet{depth}-accuracy{suffix}") for suffix in ("", "-conversions", "-undivided", "-paper-converters"))
        cells = [accuracy(find(divided, "Exact", "8/8"))] + [accuracy(find(others, c, "8/8")) for c in ("MaxInput", "None")]
        cells += [accuracy(find(undivided, c, "8/8")) for c in ("Exact", "None")] + [accuracy(find(paper, "Exact", "8/8"))]
        yield f"| {network} | " + " | ".join(cells) + " |"


def deep_encodings():
    for network, depth in DEEP:
        if not (HERE / f"resnet{depth}-encodings.csv").exists():
            continue
        for row in rows(f"resnet{depth}-encodings"):
            if row["Bits"] == "software":
                continue
            energy = " | ".join(digits(1e6 * float(row[key]), 3) for key in ("Energy", "DacEnergy", "AdcEnergy"))
            yield f"| {network} | {row['Encoding']} | {row['Weights']} | {accuracy(row)} | {row['Arrays']} | {int(row['Devices']):,} | {int(row['Reads']):,} | {energy} |"


def deep_devices():
    for network, depth in DEEP:
        for device in ("rram-wan-2022", "pcm-hermes-2023"):
            if not (HERE / f"resnet{depth}-retention-{device}.csv").exists():
                continue
            table = rows(f"resnet{depth}-retention-{device}")
            software, designed = (f"{100 * float(next(r for r in table if r['Compensation'] == kind)['MeanAccuracy']):.1f}" for kind in ("software", "as designed"))
            for age in sorted({float(r["Age"]) for r in table if r["Age"]}):
                cells = []
                for compensation in ("None", "GlobalScale", "Recalibrate"):
                    r = next(x for x in table if x["Age"] and float(x["Age"]) == age and x["Compensation"] == compensation)
                    mean, high = (100 * float(r[key]) for key in ("MeanAccuracy", "MeanHigh"))
                    cells.append(f"{mean:.1f} ± {high - mean:.1f}")
                yield f"| {network} | `{device}` | {software} | {designed} | {AGES[int(age)]} | " + " | ".join(cells) + " |"


def deep_chips():
    for network, depth in [("ResNet20.onnx", 20), *DEEP]:
        for components in ("isaac-2016", "survey-32nm"):
            chip = next(r for r in rows(f"resnet{depth}-chip-{components}") if r["Layer"] == "chip")
            energy = " | ".join(digits(1e6 * float(chip[key]), 3) for key in ("ArrayEnergy", "DriverEnergy", "AdcEnergy"))
            area = sum(float(chip[key]) for key in ("ArrayArea", "DriverArea", "AdcArea"))
            yield f"| {network} | `{components}` | {chip['Arrays']} | {1e8 / float(chip['Cycles']):,.0f} | {energy} | {digits(area, 3)} |"


def propagation():
    for network, file in NETWORKS:
        table = rows(f"{file}-propagation")
        layers = list(dict.fromkeys((int(row["Depth"]), row["Layer"]) for row in table))
        for depth, layer in layers:
            cells = []
            for bits in ("0/0", "8/8", "6/6", "5/5", "4/4"):
                row = next(r for r in table if r["Bits"] == bits and int(r["Depth"]) == depth)
                half = (float(row["MeanHigh"]) - float(row["MeanLow"])) / 2
                cells.append(f"{digits(100 * float(row['MeanError']), 3)} ± {digits(100 * half, 1)}")
            yield f"| {network} | {depth} `{layer}` | " + " | ".join(cells) + " |"


def programming(paper):
    for bits in ("6/6", "8/8"):
        for row in rows(f"resnet20-programming-{bits[0]}bit"):
            if (row["Mapping"], row["Scale"]) != ("Dense", "Column"):
                continue
            sigma = 1e6 * float(row["Sigma"])

            def part(mean, low, high, least):
                text = f"{100 * float(row[mean]):.2f}"
                if row[low]:
                    text += f" ({100 * float(row[low]):.2f} to {100 * float(row[high]):.2f})"
                return f"{text} | {100 * float(row[least]):.2f}"

            yield (f"| {bits} | {sigma:.1f} | {part('MeanBefore', 'BeforeLow', 'BeforeHigh', 'LeastBefore')} | "
                   f"{part('MeanAccuracy', 'MeanLow', 'MeanHigh', 'LeastAccuracy')} | {paper[bits, f'{sigma:.1f}']} |").replace("|  |", "|  |")


def synthetic(paper):
    table = [r for r in rows("synthetic-conversion") if r["Kernel"] == "Gaussian" and float(r["Sparsity"]) == 0]
    for size in ("27×16", "144×16", "288×32", "576×64"):
        cells = []
        for conversion in ("None", "MaxInput", "Signal=Mean", "Exact"):
            r = next(x for x in table if f"{x['Rows']}×{x['Outputs']}" == size and x["Conversion"] == conversion)
            mean, low, high, worst = (100 * float(r[key]) for key in ("MeanError", "MeanLow", "MeanHigh", "WorstError"))
            cells.append(f"{digits(mean, 2)} ({digits(low, 3)} to {digits(high, 3)}), {digits(worst, 2)}")
        yield f"| {size} | " + " | ".join(cells) + f" | {paper[size]} |"


def layers():
    table = rows("resnet20-conversion")
    sizes = sorted({(int(r["Rows"]), int(r["Outputs"])) for r in table})
    for size in sizes:
        own = [r for r in table if (int(r["Rows"]), int(r["Outputs"])) == size]
        cells = []
        for conversion in ("None", "MaxInput", "Signal=Mean", "Exact"):
            chosen = [r for r in own if r["Conversion"] == conversion]
            mean = sum(float(r["MeanError"]) for r in chosen) / len(chosen)
            half = sum(((float(r["MeanHigh"]) - float(r["MeanLow"])) / 2) ** 2 for r in chosen) ** 0.5 / len(chosen)
            worst = max(float(r["WorstError"]) for r in chosen)
            cells.append(f"{digits(100 * mean, 3)} ± {digits(100 * half, 1)}, {digits(100 * worst, 2)}")
        yield f"| {size[0]}×{size[1]} | {len({r['Kernel'] for r in own})} | " + " | ".join(cells) + " |"


def sparsity():
    for network, file in NETWORKS:
        for r in rows(f"{file}-sparsity"):
            share, low, high = (f"{100 * float(r[key]):.2f}" for key in ("Sparsity", "SparsityLow", "SparsityHigh"))
            least, most = (f"{100 * float(r[key]):.1f}" for key in ("LeastSparsity", "GreatestSparsity"))
            yield f"| {network} | {r['Depth']} `{r['Layer']}` | {r['Input']} | {share} ({low} to {high}) | {least} | {most} |"


def wires():
    for network, file in [*((name, f"{file}-wires") for name, file in NETWORKS), ("ResNet20.onnx, undivided", "resnet20-wires-undivided")]:
        table = [r for r in rows(file) if r["Conversion"]]
        for factor in sorted({float(r["Factor"]) for r in table}):
            cells = []
            for conversion in ("Exact", "MaxInput", "None"):
                r = next(x for x in table if x["Conversion"] == conversion and float(x["Factor"]) == factor)
                before, after, error, repaired = (100 * float(r[key]) for key in ("AccuracyBefore", "Accuracy", "ErrorBefore", "Error"))
                cells.append(f"{before:.2f} / {after:.2f} | {error:.1f} / {repaired:.1f}")
            off = "as compiled" if factor == 1 else f"{100 * (factor - 1):+.0f} %".replace("-", "−")
            yield f"| {network} | {off} | " + " | ".join(cells) + " |"


def schemes():
    """docs/conversion.md: programming error with every mapping and scale."""
    for row in rows("resnet20-programming-6bit"):
        before, worst_before, after, worst, best = (
            f"{100 * float(row[key]):.2f}" for key in ("MeanBefore", "LeastBefore", "MeanAccuracy", "LeastAccuracy", "GreatestAccuracy"))
        sigma = 1e6 * float(row["Sigma"])
        yield (f"| {row['Mapping']} | {row['Scale']} | {'0' if sigma == 0 else f'{sigma:.1f}'} | {row['Chips']} | {before} ({worst_before}) | {after} | {worst} | {best} |")


def ways():
    """docs/accuracy.md: images of the data set, images of one's own, and the paper's way."""
    for network, file in NETWORKS:
        tables = [rows(f"{file}-accuracy{suffix}") for suffix in ("", "-own", "-paper-converters")]
        for bits in ("8/8", "6/6", "5/5", "4/4", "4/8", "8/4"):
            yield f"| {network} | {bits} | " + " | ".join(accuracy(find(table, "Exact", bits)) for table in tables) + " |"


def retention():
    """docs/devices.md: accuracy against time."""
    for network, file in NETWORKS:
        for device in DEVICES:
            if not (HERE / f"{file}-retention-{device}.csv").exists():
                continue
            table = rows(f"{file}-retention-{device}")
            software, designed = (f"{100 * float(next(r for r in table if r['Compensation'] == kind)['MeanAccuracy']):.2f}" for kind in ("software", "as designed"))
            for age in sorted({float(r["Age"]) for r in table if r["Age"]}):
                cells = []
                for compensation in ("None", "GlobalScale", "Recalibrate"):
                    r = next(x for x in table if x["Age"] and float(x["Age"]) == age and x["Compensation"] == compensation)
                    mean, high = (100 * float(r[key]) for key in ("MeanAccuracy", "MeanHigh"))
                    cells.append(f"{mean:.2f} ± {high - mean:.2f}")
                yield f"| {network} | `{device}` | {software} | {designed} | {AGES[int(age)]} | " + " | ".join(cells) + " |"


def rewrite(name, tables):
    page = HERE.parent / name
    text = page.read_text(encoding="utf-8").split("\n")

    def body(header, number=0):
        """The lines of the table with a header, below its rule."""
        start = [k for k, line in enumerate(text) if line == header][number] + 2
        end = start
        while end < len(text) and text[end].startswith("|"):
            end += 1
        return start, end

    def last_cells(start, end, keys):
        return {keys(cells): cells[-1] for cells in ([c.strip() for c in line.strip("|").split("|")] for line in text[start:end])}

    def put(header, make, number=0, keys=None):
        start, end = body(header, number)
        new = list(make(last_cells(start, end, keys)) if keys else make())
        print(f"{sum(a != b for a, b in zip(text[start:end], new)) + abs(end - start - len(new))} of {len(new)} lines differ: {header[:60]}")
        text[start:end] = new

    tables(put)
    page.write_text("\n".join(text), encoding="utf-8")


def results(put):
    put("| network | DAC/ADC bits | here | the paper |", overall, keys=lambda cells: (cells[0], cells[1]))
    put("| network | DAC/ADC bits | Exact | MaxInput | None |", lambda: by_conversion(""))
    put("| network | DAC/ADC bits | Exact | MaxInput | None |", lambda: by_conversion("-undivided"), number=1)
    put("| network | none | 8/8 | 6/6 | 4/4 |", paper_converters)
    put("| published network | DAC/ADC bits | here | the paper |", deep, keys=lambda cells: (cells[0], cells[1]))
    put("| published network | Exact | MaxInput | None | undivided, Exact | undivided, None | the paper's converters |", deep_conversion)
    put("| published network | encoding | weights | right, % | arrays | memristors | reads | arrays, µJ | DACs, µJ | ADCs, µJ |", deep_encodings)
    put("| published network | device | software, % | as designed, % | age | None, % | GlobalScale, % | Recalibrate, % |", deep_devices)
    put("| chip of | components | arrays | images/s | arrays, µJ | drivers, µJ | ADCs, µJ | area of the three, mm² |", deep_chips)
    put("| network | layer | none | 8/8 | 6/6 | 5/5 | 4/4 |", propagation)
    put("| DAC/ADC bits | σ, µS | before | worst | after | worst | the paper |", programming, keys=lambda cells: (cells[0], cells[1]))
    put("| network | chip's R | Exact | scores off by | MaxInput | scores off by | None | scores off by |", wires)
    put("| array | None | MaxInput | Signal=Mean | Exact | the paper's method |", synthetic, keys=lambda cells: cells[0])
    put("| array | arrays | None | MaxInput | Signal=Mean | Exact |", layers)
    put("| network | layer | input | zeros | least | greatest |", sparsity)


def accuracies(put):
    put("| network | DAC/ADC bits | data, % | own, % | the paper's way, data, % |", ways)


def conversion(put):
    put("| mapping | scale | σ, µS | chips | before: mean (worst), % | after: mean, % | worst, % | best, % |", schemes)


def encoding_rows():
    sources = [("Mnist.onnx", ["mnist-encodings", "mnist-spikes"]), ("ResNet20.onnx", ["resnet20-encodings", "resnet20-encodings-dense", "resnet20-spikes"])]
    for network, files in sources:
        for file in files:
            for row in rows(file):
                if row["Bits"] == "software":
                    continue
                energy = lambda key: digits(1e6 * float(row[key]), 3) if row[key] else "–"
                loss = f"{signed(100 * float(row['Loss']))} ({signed(100 * float(row['LossLow']))} to {signed(100 * float(row['LossHigh']))})"
                yield (
                    f"| {network} | {row['Mapping']} | {row['Encoding']} | {row['Weights']} | {row['Bits']} | {100 * float(row['Accuracy']):.2f} | {loss} | {row['Arrays']} | "
                    f"{int(row['Devices']):,} | {int(row['Reads']):,} | {energy('Energy')} | {energy('DacEnergy')} | {energy('AdcEnergy')} |")


def encodings(put):
    put("| network | mapping | encoding | weights | DAC/ADC bits | right, % | loss, points (95 %) | arrays | memristors | reads | arrays, µJ | DACs, µJ | ADCs, µJ |", encoding_rows)


def devices(put):
    put("| network | device | software, % | as designed, % | age | None, % | GlobalScale, % | Recalibrate, % |", retention)


rewrite("devices.md", devices)
rewrite("encodings.md", encodings)
rewrite("results.md", results)
rewrite("accuracy.md", accuracies)
rewrite("conversion.md", conversion)

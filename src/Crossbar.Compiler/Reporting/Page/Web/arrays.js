// The heat maps of one array at a time, chosen by layer and tile.
import { columnsChart, targetsChart } from './columns.js';
import { figure } from './charts.js';
import { bytesOf, element, instant, markup, nothing, number, percent, report, section, valueOf } from './data.js';
import { colour } from './theme.js';

const quantities = [
    { key: 'conductance', title: 'Programmed conductance', scale: 'conductance', unit: 'µS', factor: 1e6 },
    { key: 'dropBefore', title: 'IR drop before conversion', scale: '1 − T / target', unit: '%', factor: 100 },
    { key: 'dropAfter', title: 'IR drop after conversion', scale: '1 − T / target', unit: '%', factor: 100 },
];

// Where wires have capacitances.
function timing(settling) {
    if (!settling)
        return '';
    return `; ${settling.time === null ? '' : `settles in ${instant(settling.time)}, `}slowest time constant ${instant(settling.slowestTimeConstant)}`;
}

export function arraysSection(onLayer) {
    const { layers } = report.summary;
    if (layers.length === 0)
        return { choose() { } };
    let layer = 0;
    let array = 0;
    const select = element('select', { id: 'array-layer', onchange: () => choose(select.selectedIndex) }, ...layers.map((l) => element('option', {}, l.name)));
    const shared = element('input', { type: 'checkbox', checked: true, onchange: () => maps.forEach((m) => m.draw()) });
    const sheet = element('div', { class: 'sheet', role: 'radiogroup', 'aria-label': 'Array' });
    const facts = element('p', { 'aria-live': 'polite' });
    const maps = quantities.map((quantity) => heatMap(quantity, () => report.layers[layer].arrays[array], () => scaleOf(quantity)));
    const ofLayer = [columnsChart(() => layer), targetsChart(() => layer, nameOf)];
    const made = section('arrays', 'Arrays',
        element('p', {},
            'Word lines from top to bottom, driven at the left; bit lines from left to right, sensed at the bottom; with DriveEnds=Both or SenseEnds=Both at the other end too. The IR drop of a cell is 1 − T / target: what the wires take of the current that it should pass. '
            + 'Before conversion the target itself is programmed over the whole conductance range; after it, what the chip holds. In a map, the arrow keys go from cell to cell.'),
        element('div', { class: 'row' }, element('label', {}, 'Layer ', select), element('label', {}, shared, 'One colour scale for both IR drops')),
        element('div', { class: 'pick' }, element('div', { class: 'tiles' }, sheet), facts),
        element('div', { class: 'plots maps' }, ...maps.map((m) => m.root)),
        element('p', { class: 'between' },
            'Of all arrays of the layer: what columns compute of windows of the calibration data against what their weights ask for, without the bias, before ADCs round it and before any fit; '
            + 'and the range of conductances, from the floor, that the wires leave to the targets of each array.'),
        element('div', { class: 'plots' }, ...ofLayer.map((chart) => chart.root)));

    function scaleOf({ key }) {
        const of = report.layers[layer].arrays[array];
        if (key === 'conductance')
            return report.conductance;
        const both = shared.checked ? [of.dropBefore, of.dropAfter] : [of[key]];
        return { minimum: Math.min(...both.map((m) => m.minimum)), maximum: Math.max(...both.map((m) => m.maximum)) };
    }

    function choose(chosen, go) {
        layer = chosen;
        select.selectedIndex = chosen;
        thumbnails(sheet, report.layers[layer].arrays, show);
        show(0);
        ofLayer.forEach((chart) => chart.draw());
        onLayer(layer);
        if (go) {
            made.scrollIntoView();
            select.focus({ preventScroll: true });
        }
    }

    function show(chosen) {
        array = chosen;
        const of = report.layers[layer].arrays[array];
        const quality = layers[layer].arrays[of.tile];
        sheet.querySelectorAll('button').forEach((button, k) => {
            button.setAttribute('aria-checked', k === array);
            button.tabIndex = k === array ? 0 : -1;
        });
        facts.replaceChildren(
            `${nameOf(of)}: ${of.wordLines} × ${of.bitLines} cells, ${percent(quality.usedRange)} of the range used, the least target ${(1e6 * quality.floor).toPrecision(3)} µS, error of T ${percent(quality.meanError, 2)} on average and ${percent(quality.worstError, 2)} at most`,
            of.block > 1 ? `; a pixel is the mean of ${of.block} × ${of.block} cells` : '',
            timing(quality.settling),
            of.deck ? '; netlist ' : '',
            of.deck ? element('a', { href: report.netlists.folder + encodeURIComponent(of.deck) }, of.deck) : '');
        maps.forEach((m) => m.show());
    }

    // To begin with, where the wires take most.
    const least = layers.map((l) => Math.min(...l.arrays.map((a) => a.usedRange)));
    choose(least.indexOf(Math.min(...least)));
    return { choose };
}

function nameOf(array) {
    const inputs = `rows ${array.firstRow}–${array.firstRow + array.wordLines - 1}`;
    return `Tile ${array.tile}${array.inverted ? ', inverted inputs' : ''} (${inputs}, outputs ${array.firstOutput}–${array.firstOutput + array.outputs - 1})`;
}

// The arrays as they lie in the layer's matrix of rows and outputs: radio buttons with a picture each.
function thumbnails(sheet, arrays, show) {
    const gap = 8;
    const columnsOf = arrays.map((a) => (a.firstOutput * 2) + (a.inverted ? 1 : 0));
    const xs = offsets(columnsOf, arrays.map((a) => a.bitLines));
    const ys = offsets(arrays.map((a) => a.firstRow), arrays.map((a) => a.wordLines));
    const scale = Math.min(0.6, 270 / ys.end, 1100 / xs.end);
    sheet.replaceChildren(...arrays.map((array, k) => {
        const button = element('button', { type: 'button', role: 'radio', 'aria-label': nameOf(array), title: nameOf(array), onclick: () => show(k), onkeydown: (e) => move(e, k) }, picture(array));
        const place = { left: xs.of[k] * scale, top: ys.of[k] * scale, width: Math.max(array.bitLines * scale, 10), height: Math.max(array.wordLines * scale, 10) };
        Object.assign(button.style, Object.fromEntries(Object.entries(place).map(([name, value]) => [name, `${value}px`])));
        return button;
    }));
    sheet.style.height = `${Math.max(ys.end * scale, 12)}px`;
    sheet.style.width = `${xs.end * scale}px`;

    function offsets(keys, lengths) {
        const starts = new Map();
        let end = 0;
        for (const key of [...new Set(keys)].sort((a, b) => a - b)) {
            starts.set(key, end);
            end += Math.max(...lengths.filter((_, k) => keys[k] === key)) + (gap / 0.6);
        }

        return { of: keys.map((key) => starts.get(key)), end };
    }

    function move(event, from) {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -from, End: arrays.length - 1 - from }[event.key];
        if (step === undefined)
            return;
        event.preventDefault();
        const to = (from + step + arrays.length) % arrays.length;
        show(to);
        sheet.children[to].focus();
    }
}

const stops = report.palette.map((text) => [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16)));

function picture(array) {
    const [width, height] = sizeOf(array);
    const canvas = element('canvas', { width, height });
    const bytes = bytesOf(array.conductance);
    const pixels = new ImageData(width, height);
    const { minimum, maximum } = report.conductance;
    bytes.forEach((byte, k) => {
        if (byte === nothing)
            return;
        const share = (valueOf(array.conductance, byte) - minimum) / (maximum - minimum);
        pixels.data.set([...stops[Math.round(Math.min(Math.max(share, 0), 1) * (stops.length - 1))], 255], 4 * k);
    });
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return canvas;
}

const sizeOf = ({ wordLines, bitLines, block }) => [Math.ceil(bitLines / block), Math.ceil(wordLines / block)];

function heatMap(quantity, current, scale) {
    let cursor = null;
    const readout = element('p', { class: 'readout', 'aria-live': 'polite' });
    const made = figure(quantity.title, option, () => {
        const map = current()[quantity.key];
        return `Heat map of ${nameOf(current())}: ${number(map.minimum * quantity.factor)} to ${number(map.maximum * quantity.factor)} ${quantity.unit}. Arrow keys read single cells.`;
    }, true);
    made.root.append(readout);
    made.host.tabIndex = 0;
    made.host.setAttribute('role', 'application');
    made.host.addEventListener('keydown', (event) => {
        const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
        if (!step)
            return;
        event.preventDefault();
        const [width, height] = sizeOf(current());
        cursor = cursor ? [clamp(cursor[0] + step[0], width), clamp(cursor[1] + step[1], height)] : [0, 0];
        readout.textContent = textOf(...cursor);
        made.chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: (cursor[1] * width) + cursor[0] });
    });

    function clamp(value, count) {
        return Math.min(Math.max(value, 0), count - 1);
    }

    function textOf(x, y) {
        const array = current();
        const byte = bytesOf(array[quantity.key])[(y * sizeOf(array)[0]) + x];
        const place = array.block > 1
            ? `word lines from ${y * array.block}, bit lines from ${x * array.block}`
            : `word line ${y} (row ${array.firstRow + array.rows[y]}), bit line ${x} (${array.columns[x]})`;
        const value = valueOf(array[quantity.key], byte);
        return `${place}: ${value === null ? 'none' : `${number(value * quantity.factor)} ${quantity.unit}`}`;
    }

    // Cells of whole pixels and as wide as high: no seams between them, and the array's own shape.
    function squares(columns, rows) {
        const [left, top] = [46, 12];
        const [width, height] = [made.host.clientWidth - left - 14, made.host.clientHeight - top - 106];
        const exact = Math.min(width / columns, height / rows);
        const cell = exact < 1 ? exact : Math.floor(exact);
        return { left: left + Math.floor((width - (cell * columns)) / 2), top, width: cell * columns, height: cell * rows };
    }

    function option() {
        const array = current();
        const map = array[quantity.key];
        const [width, height] = sizeOf(array);
        const range = scale();
        const grid = squares(width, height);
        const data = Array.from(bytesOf(map), (byte, k) => [k % width, Math.floor(k / width), byte === nothing ? '-' : valueOf(map, byte) * quantity.factor]);
        const lines = (name, count) => ({
            type: 'category', data: Array.from({ length: count }, (_, k) => k * array.block), name, nameGap: 28, splitLine: { show: false }, axisTick: { show: false },
            axisLabel: { interval: (k) => (k * array.block) % (count * array.block > 40 ? 16 : 4) === 0 },
        });
        return {
            grid,
            xAxis: lines('bit line', width),
            yAxis: { ...lines('word line', height), inverse: true },
            tooltip: { formatter: ({ data: [x, y] }) => markup(textOf(x, y)) },
            title: {
                text: `${quantity.scale}, ${quantity.unit}`, left: 'center', top: grid.top + grid.height + 52, padding: 0,
                textStyle: { color: colour('soft'), fontSize: 12, fontWeight: 'normal' },
            },
            visualMap: {
                type: 'continuous', min: range.minimum * quantity.factor, max: range.maximum * quantity.factor, orient: 'horizontal', left: 'center', top: grid.top + grid.height + 64,
                itemWidth: 12, itemHeight: 180, calculable: false, inRange: { color: report.palette }, textStyle: { color: colour('soft') },
                text: [number(range.maximum * quantity.factor), number(range.minimum * quantity.factor)], precision: 9,
            },
            series: [{ type: 'heatmap', data, progressive: 0, itemStyle: { borderWidth: 0 }, emphasis: { itemStyle: { borderColor: colour('focus'), borderWidth: 1 } } }],
        };
    }

    // Of another array nothing has been read yet.
    function show() {
        cursor = null;
        readout.textContent = '';
        made.draw();
    }

    return { root: made.root, draw: made.draw, show };
}

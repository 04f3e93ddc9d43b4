import { figure, layerAxis, layerGrid } from './charts.js';
import { count, element, number, percent, power, report, section } from './data.js';

export function errorsSection() {
    const { layers } = report.summary;
    if (layers.length === 0)
        return;
    const all = 'all layers';
    const select = element('select', { onchange: () => charts.forEach((c) => c.draw()) }, ...[all, ...layers.map((l) => l.name)].map((name) => element('option', {}, name)));
    const chosen = () => (select.selectedIndex === 0 ? report.layers : [report.layers[select.selectedIndex - 1]]);
    const sum = (histograms) => histograms[0].counts.map((_, bin) => histograms.reduce((total, h) => total + h.counts[bin], 0));
    const transfer = figure('Errors of the transfer matrix', () => histogram('|T − target| / range', 'cells', [
        ['before conversion', sum(chosen().map((l) => l.transferBefore))],
        ['after conversion', sum(chosen().map((l) => l.transferAfter))],
    ]), () => `Histogram for ${select.value}: after conversion the worst is ${percent(Math.max(...chosen().map((l) => l.transferAfter.worst)), 2)} of the range, before it ${percent(Math.max(...chosen().map((l) => l.transferBefore.worst)), 2)}.`);
    const output = figure('Errors of the outputs', () => histogram('|actual − ideal| / range', 'outputs', [
        ['in the network', sum(chosen().map((l) => l.outputs))],
    ]), () => `Histogram for ${select.value}: the mean is ${percent(mean(chosen().map((l) => l.outputs)), 2)} of the range.`);
    const names = layers.map((l) => l.name);
    const depth = figure('Output errors from layer to layer', () => ({
        grid: layerGrid(names),
        legend: {},
        tooltip: { trigger: 'axis', valueFormatter: (value) => `${number(value)} %` },
        xAxis: layerAxis(names),
        yAxis: { type: 'log', name: '% of the output’s range', axisLabel: { formatter: (value) => number(value) } },
        series: [
            { name: 'mean', type: 'line', data: report.layers.map((l) => 100 * l.outputs.mean || null) },
            { name: 'worst', type: 'line', data: report.layers.map((l) => 100 * l.outputs.worst || null), lineStyle: { type: 'dashed' }, symbol: 'diamond' },
        ],
    }), () => `The mean goes from ${percent(report.layers[0].outputs.mean, 2)} in the first layer to ${percent(report.layers.at(-1).outputs.mean, 2)} in the last.`);
    depth.root.classList.add('wide');
    const charts = [transfer, output];
    section('errors', 'Errors',
        element('p', {},
            `A cell’s error is that of its transfer conductance over the range of targets of its array. An output’s error is its difference from the digital network’s, with the errors of all layers before it, over max − min of that output channel on ${count(report.images.count)} ${report.images.source} images. Left of each axis is what is smaller still.`),
        element('div', { class: 'row' }, element('label', {}, 'Histograms of ', select)),
        element('div', { class: 'plots' }, ...charts.map((c) => c.root), depth.root));
}

function mean(histograms) {
    const weight = (h) => h.counts.reduce((total, n) => total + n, 0);
    const all = histograms.reduce((total, h) => total + weight(h), 0);
    // Outputs that never vary have no error to speak of.
    return all === 0 ? 0 : histograms.reduce((total, h) => total + (h.mean * weight(h)), 0) / all;
}

function histogram(name, things, series) {
    const { firstExponent, binsPerDecade } = report.errorBins;
    const total = series.map(([, counts]) => counts.reduce((sum, n) => sum + n, 0));
    const used = series[0][1].map((_, bin) => series.some(([, counts]) => counts[bin] > 0));
    const first = Math.floor(Math.max(used.indexOf(true), 0) / binsPerDecade) * binsPerDecade;
    const last = Math.min(Math.ceil((used.lastIndexOf(true) + 1) / binsPerDecade) * binsPerDecade, used.length);
    const edge = (bin) => 10 ** (firstExponent + (bin / binsPerDecade));
    const bins = Array.from({ length: Math.max(last - first, 0) }, (_, k) => first + k);
    return {
        legend: series.length > 1 ? {} : undefined,
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} %` },
        xAxis: {
            type: 'category', name, data: bins.map((bin) => `${number(edge(bin), 2)} to ${number(edge(bin + 1), 2)}`), splitLine: { show: false },
            axisTick: { interval: (k) => k % binsPerDecade === 0, alignWithLabel: false },
            axisLabel: { interval: (k) => k % binsPerDecade === 0, formatter: (_, k) => power(firstExponent + ((first + k) / binsPerDecade)), align: 'center' },
        },
        yAxis: { type: 'value', name: `% of the ${things}` },
        series: series.map(([title, counts], k) => ({
            name: title, type: 'bar', barGap: '-100%', barCategoryGap: '4%', itemStyle: { opacity: 0.75 }, data: bins.map((bin) => (100 * counts[bin]) / (total[k] || 1)),
        })),
    };
}

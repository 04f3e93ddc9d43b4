import { figure, layerAxis, layerGrid } from './charts.js';
import { element, energy, number, percent, report, section } from './data.js';

export function powerSection() {
    const { layers, power } = report.summary;
    if (layers.length === 0)
        return;
    const names = layers.map((l) => l.name);
    const chart = (title, unit, axis, parts, describe) => figure(title, () => ({
        grid: layerGrid(names),
        legend: {},
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} ${unit}` },
        xAxis: layerAxis(names),
        yAxis: { type: axis, name: unit, axisLabel: axis === 'log' ? { formatter: (value) => number(value) } : {} },
        // Parts of a whole are stacked; what differs by orders of magnitude has a logarithmic axis, on which bars have no foot.
        series: parts.map(([name, values]) => (axis === 'log'
            ? { name, type: 'line', data: values.map((value) => value || null) }
            : { name, type: 'bar', stack: 'all', barMaxWidth: 42, data: values })),
    }), () => names.map((name, k) => `${name}: ${describe(layers[k])}`).join('; '));
    const converters = power.converters;
    section('power', 'Power',
        element('p', {},
            `Reading an image takes ${energy(power.energy)} in the arrays, ${power.energy > 0 ? `${percent(power.cellEnergy / power.energy)} of it in the cells, ` : ''}by the exact currents that the calibration data draw, at ${number(1e9 * power.readTime)} ns per read. `
            + (converters ? `Converters would add ${energy(converters.dac)} in DACs and ${energy(converters.adc)} in ADCs, by the figures of ${power.components}.` : '')),
        element('div', { class: 'plots' },
            chart('Read power of the arrays', 'mW', 'value', [['cells', layers.map((l) => 1e3 * l.power.cells)], ['wires', layers.map((l) => 1e3 * l.power.wires)]],
                (l) => `${number(1e3 * l.power.mean)} mW`).root,
            chart('Energy per image', 'nJ', 'log', [
                ['arrays', layers.map((l) => 1e9 * l.power.energy)],
                ...(converters ? [['DACs, modelled', layers.map((l) => 1e9 * l.power.converters.dac)], ['ADCs, modelled', layers.map((l) => 1e9 * l.power.converters.adc)]] : []),
            ], (l) => `${energy(l.power.energy)} in the arrays`).root));
}

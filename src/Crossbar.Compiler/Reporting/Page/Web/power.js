import { figure, layerAxis, layerGrid } from './charts.js';
import { element, number, percent, report, section } from './data.js';

export function powerSection() {
    const { layers, power } = report.summary;
    if (layers.length === 0)
        return;
    const names = layers.map((l) => l.name);
    const stacked = (title, unit, parts, describe) => figure(title, () => ({
        grid: layerGrid(names),
        legend: {},
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} ${unit}` },
        xAxis: layerAxis(names),
        yAxis: { type: 'value', name: unit },
        series: parts.map(([name, values]) => ({ name, type: 'bar', stack: 'all', barMaxWidth: 42, data: values })),
    }), () => names.map((name, k) => `${name}: ${describe(layers[k])}`).join('; '));
    const converters = power.converters;
    section('power', 'Power',
        element('p', {},
            `Reading an image takes ${number(1e9 * power.energy)} nJ in the arrays, ${percent(power.cellEnergy / power.energy)} of it in the cells, by the exact currents that the calibration data draw, at ${number(1e9 * power.readTime)} ns a read. `
            + (converters ? `Converters would add ${number(1e9 * converters.dac)} nJ in DACs and ${number(1e9 * converters.adc)} nJ in ADCs, by a model of those of ISAAC.` : '')),
        element('div', { class: 'plots' },
            stacked('Read power of the arrays', 'mW', [['cells', layers.map((l) => 1e3 * l.power.cells)], ['wires', layers.map((l) => 1e3 * l.power.wires)]],
                (l) => `${number(1e3 * l.power.mean)} mW`).root,
            stacked('Energy an image', 'nJ', [
                ['arrays', layers.map((l) => 1e9 * l.power.energy)],
                ...(converters ? [['DACs, modelled', layers.map((l) => 1e9 * l.power.converters.dac)], ['ADCs, modelled', layers.map((l) => 1e9 * l.power.converters.adc)]] : []),
            ], (l) => `${number(1e9 * l.power.energy)} nJ in the arrays`).root));
}

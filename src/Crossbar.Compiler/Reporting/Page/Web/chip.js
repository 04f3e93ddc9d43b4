import { figure, layerAxis, layerGrid } from './charts.js';
import { count, element, energy, number, percent, report, section, table } from './data.js';

const parts = [['arrays', 'arrays'], ['drivers', 'row drivers'], ['adcs', 'ADCs'], ['logic', 'logic'], ['memory', 'memory']];

export function chipSection() {
    const { chip } = report.summary;
    if (report.summary.layers.length === 0)
        return;
    const { schedule, layers } = chip;
    const { plan } = schedule;
    const names = layers.map((layer) => layer.layer);
    const chart = (title, unit, scale, amounts) => figure(title, () => ({
        grid: layerGrid(names),
        legend: {},
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} ${unit}` },
        xAxis: layerAxis(names),
        yAxis: { type: 'value', name: unit },
        series: parts.map(([key, name]) => ({ name, type: 'bar', stack: 'all', barMaxWidth: 42, data: layers.map((layer) => scale * (amounts(layer)[key] ?? 0)) })),
    }), () => names.map((name, k) => `${name}: ${number(scale * amounts(layers[k]).total)} ${unit}`).join('; '));
    const row = (name, text) => ({ name, text });
    section('chip', 'Whole chip',
        element('p', {}, `${count(Math.round(schedule.rate))} images per second, the first after ${number(1e6 * schedule.latency)} µs: layers work at the same time, and times are those of the chip’s digital half, cycle by cycle. `
            + (plan.shortfall ? `It gives ${plan.shortfall}` : '')),
        table('In numbers', [{ title: 'Figure', text: true, of: (line) => line.name }, { title: 'Value', text: true, of: (line) => line.text }], [
            row('Clock', `${number(schedule.clock / 1e6)} MHz`),
            row('Latency', `${count(schedule.latencyCycles)} cycles`),
            row('From image to image', `${number(schedule.intervalCycles, 6)} cycles`),
            row('Arrays', `${count(layers.reduce((sum, layer) => sum + (layer.schedule ? layer.schedule.arrays * layer.schedule.copies : 0), 0))}, busy ${percent(chip.busy)} of the time`),
            row('Energy per image', energy(chip.energy.total)),
            row('Power', `${number(1e3 * chip.power)} mW`),
            row('Area', `${number(1e6 * chip.area.total)} mm²`),
            row('Speed', `${number(chip.operationsPerSecond / 1e12)} TOPS, ${number(chip.operationsPerJoule / 1e12)} TOPS/W`),
            row('Figures of', chip.components),
            ...chip.left.map((sentence) => row('Left out', sentence)),
        ]),
        element('div', { class: 'plots' },
            chart('Energy per image', 'nJ', 1e9, (layer) => layer.energy).root,
            chart('Area', 'mm²', 1e6, (layer) => layer.area).root),
        table('Layers on crossbars', [
            { title: 'Layer', text: true, of: (layer) => layer.layer },
            { title: 'Arrays', of: (layer) => count(layer.schedule.arrays) },
            { title: 'Copies', of: (layer) => count(layer.schedule.copies) },
            { title: 'Reads', of: (layer) => count(layer.schedule.reads) },
            { title: 'Cycles', of: (layer) => number(layer.schedule.cycles, 6) },
            { title: 'Busy', of: (layer) => percent(layer.schedule.busy) },
            { title: 'Filled', of: (layer) => (layer.filled === undefined ? '' : percent(layer.filled)) },
            { title: 'Energy, nJ', of: (layer) => number(1e9 * layer.energy.total) },
            { title: 'Area, mm²', of: (layer) => number(1e6 * layer.area.total) },
        ], layers.filter((layer) => layer.schedule)));
}

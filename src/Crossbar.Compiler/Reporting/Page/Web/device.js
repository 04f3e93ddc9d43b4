import { band, dashes, figure } from './charts.js';
import { count, duration, element, markup, number, report, section } from './data.js';
import { colour } from './theme.js';

export function deviceSection() {
    if (!report.device)
        return;
    const { name, summary, range, spreads, noise, currents, cells } = report.device;
    const chip = report.conductance;
    const whole = chip.minimum === range.minimum && chip.maximum === range.maximum;
    section('device', 'Device',
        element('p', {},
            `${name}${summary ? `: ${summary}` : ''}. ${micro(range.minimum)} to ${micro(range.maximum)} µS${whole ? '' : `, of which this chip uses ${micro(chip.minimum)} to ${micro(chip.maximum)} µS`}. `
            + (spreads.length > 0
                ? `Lines are means of ${count(cells)} cells drawn from the device’s laws for each target, bands one standard deviation to either side; “at once” is when programming was measured.`
                : 'No law of programming or drift is known: cells have what they were programmed to.')),
        element('div', { class: 'plots' },
            spreadChart('Conductance against target', 'conductance, µS', (value) => value, 'cells of the greatest target have'),
            spreads.length > 0 ? spreadChart('Deviation from the target', 'conductance − target, µS', (value, target) => value - target, 'cells of the greatest target are off by') : null,
            noise.length > 0 ? noiseChart() : null, currents.length > 0 ? currentChart() : null));
}

// What cells have in siemens, `of` it at a target.
function spreadChart(title, unit, of, describe) {
    const { targets, spreads } = report.device;
    const ages = spreads.map(({ age }) => duration(age));
    const points = (siemens) => targets.map((target, n) => [1e6 * target, ...siemens(n).map((value) => 1e6 * of(value, target))]);
    return figure(title, () => ({
        legend: { type: 'scroll', left: 62, data: [{ name: 'target', icon: dashes }, ...ages] },
        tooltip: {
            trigger: 'axis',
            formatter: (lines) => [`target ${number(lines[0].value[0])} µS`, ...lines.filter(({ seriesName }) => ages.includes(seriesName)).map(({ seriesName, value, dataIndex }) =>
                `${seriesName}: ${number(value[1])} ± ${micro(spreads[ages.indexOf(seriesName)].deviation[dataIndex])} µS`)].map(markup).join('<br>'),
        },
        xAxis: { ...axis('target, µS'), nameGap: 30, axisLine: { onZero: false } },
        yAxis: { type: 'value', name: unit, axisLine: { onZero: false } },
        series: [
            ...spreads.flatMap(({ mean, deviation }, k) => {
                const shade = colour(`series-${(k % 5) + 1}`);
                return [
                    // No cell conducts less than nothing, though a mean of cells that are cut off there may be less than a deviation above it.
                    { ...band(ages[k], points((n) => [Math.max(0, mean[n] - deviation[n]), mean[n] + deviation[n]]), shade), title: `${ages[k]}, ± σ` },
                    { name: ages[k], type: 'line', showSymbol: false, color: shade, lineStyle: { width: 2 }, data: points((n) => [mean[n]]) },
                ];
            }),
            {
                name: 'target', type: 'line', showSymbol: false, silent: true, color: colour('ink'), lineStyle: { type: 'dashed', width: 1.2 },
                data: points((n) => [targets[n]]), isGuide: spreads.length > 0,
            },
        ],
    }), () => spreads.map(({ mean, deviation }, k) => `${ages[k]}: ${describe} ${micro(of(mean.at(-1), targets.at(-1)))} ± ${micro(deviation.at(-1))} µS`).join('; ')).root;
}

function noiseChart() {
    const { targets, noise } = report.device;
    const ages = noise.map(({ age }) => (noise.length === 1 ? 'at any age' : duration(age)));
    return figure('Noise of a read', () => ({
        legend: { type: 'scroll', left: 62, icon: 'roundRect', itemHeight: 4 },
        tooltip: { trigger: 'axis', formatter: (lines) => [`${number(lines[0].value[0])} µS`, ...lines.map(({ seriesName, value }) => `${seriesName}: ${number(value[1])} µS`)].map(markup).join('<br>') },
        xAxis: { ...axis('conductance, µS'), nameGap: 30 },
        yAxis: { ...axis('standard deviation, µS'), scale: false },
        series: noise.map(({ deviation }, k) => ({ name: ages[k], type: 'line', showSymbol: false, data: targets.map((g, n) => [1e6 * g, 1e6 * deviation[n]]) })),
    }), () => noise.map(({ deviation }, k) => `${ages[k]}: up to ${micro(Math.max(...deviation))} µS`).join('; ')).root;
}

function currentChart() {
    const { currents } = report.device;
    const names = currents.map(({ conductance }) => `${micro(conductance)} µS`);
    return figure('Current against voltage', () => ({
        legend: { type: 'scroll', left: 62, icon: 'roundRect', itemHeight: 4 },
        tooltip: { trigger: 'axis', formatter: (lines) => [`${number(lines[0].value[0])} V`, ...lines.map(({ seriesName, value }) => `${seriesName}: ${number(value[1])} µA`)].map(markup).join('<br>') },
        xAxis: { ...axis('voltage, V'), nameGap: 30, axisLine: { onZero: false } },
        yAxis: { ...axis('current, µA'), axisLine: { onZero: false } },
        series: currents.map(({ voltages, currents: amperes }, k) => ({ name: names[k], type: 'line', showSymbol: false, data: voltages.map((v, n) => [v, 1e6 * amperes[n]]) })),
    }), () => currents.map(({ voltages, currents: amperes }, k) => `${names[k]}: ${micro(amperes[0])} µA at ${number(voltages[0])} V, ${micro(amperes.at(-1))} µA at ${number(voltages.at(-1))} V`).join('; ')).root;
}

const axis = (name) => ({ type: 'value', name, scale: true });
const micro = (value) => number(1e6 * value);

// What the columns of a layer's arrays compute against what they should, and what the wires leave to the arrays' targets.
import { dashes, figure, rangeSeries } from './charts.js';
import { count, markup, number, percent, report } from './data.js';
import { colour } from './theme.js';

export function columnsChart(layer) {
    const now = () => report.layers[layer()].columns;
    const ofRange = (error) => (now().range > 0 ? percent(error / now().range, 2) : number(error));
    const names = () => [['before conversion', now().errorBefore], ['after conversion', now().errorAfter]].map(([name, error]) => `${name}, rms error ${ofRange(error)}`);
    return figure('Columns, actual against ideal', () => {
        const { ideal, before, after } = now();
        const [low, high] = [ideal, before, after].flat().reduce(([least, greatest], value) => [Math.min(least, value), Math.max(greatest, value)], [Infinity, -Infinity]);
        const points = (name, values, shade, symbol) => ({
            name, type: 'scatter', symbol, symbolSize: 4, color: colour(shade), itemStyle: { opacity: 0.6 }, data: ideal.map((value, k) => [value, values[k]]),
        });
        const [nameBefore, nameAfter] = names();
        return {
            grid: { top: 58 },
            legend: { left: 62, data: [nameBefore, nameAfter, { name: 'actual = ideal', icon: dashes }] },
            tooltip: { trigger: 'item', formatter: ({ value: [wanted, actual] }) => markup(`ideal ${number(wanted, 4)}, actual ${number(actual, 4)}`) },
            xAxis: { type: 'value', name: 'ideal, in units of the output', nameGap: 30, scale: true, axisLine: { onZero: false }, axisLabel: { hideOverlap: true } },
            yAxis: { type: 'value', name: 'actual, in units of the output', scale: true, axisLine: { onZero: false } },
            series: [
                points(nameBefore, before, 'series-2', 'triangle'),
                points(nameAfter, after, 'series-1', 'circle'),
                { name: 'actual = ideal', type: 'line', silent: true, symbol: 'none', isGuide: true, color: colour('ink'), lineStyle: { type: 'dashed', width: 1 }, data: [[low, low], [high, high]] },
            ],
        };
    }, () => `${report.summary.layers[layer()].name}: ${count(now().ideal.length)} values of columns at ${count(now().windows)} windows; ${names().join('; ')}, as shares of greatest less least ideal value.`);
}

export function targetsChart(layer, nameOf) {
    const micro = (range) => [1e6 * range.minimum, 1e6 * range.maximum];
    const arrays = () => report.layers[layer()].arrays;
    const used = ({ tile }) => percent(report.summary.layers[layer()].arrays[tile].usedRange);
    return figure('Floor and range of each array', () => {
        const [least, greatest] = micro(report.conductance);
        return {
            tooltip: {
                formatter: ({ dataIndex: k }) => {
                    const [floor, top] = micro(arrays()[k].targets);
                    return `${markup(nameOf(arrays()[k]))}<br>floor ${number(floor)} µS, to ${number(top)} µS: ${used(arrays()[k])} of the range`;
                },
            },
            xAxis: { type: 'category', name: 'tile', data: arrays().map((array) => `${array.tile}${array.inverted ? ' inverted' : ''}`), splitLine: { show: false }, axisLabel: { hideOverlap: true } },
            yAxis: { type: 'value', name: 'conductance, µS', min: Math.min(0, least), max: Math.max(greatest, ...arrays().map((array) => micro(array.targets)[1])), axisLabel: { showMaxLabel: true, formatter: (value) => number(value) } },
            series: [rangeSeries('targets', arrays().map((array) => micro(array.targets)), colour('series-1'))],
        };
    }, () => arrays().map((array) => `tile ${array.tile}${array.inverted ? ', inverted inputs' : ''}: floor ${number(1e6 * array.targets.minimum)} µS, ${used(array)} of the range`).slice(0, 20).join('; '));
}

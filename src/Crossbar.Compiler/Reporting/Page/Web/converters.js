import { figure, layerAxis, layerGrid, rangeSeries } from './charts.js';
import { element, markup, number, percent, report, section, table } from './data.js';
import { colour } from './theme.js';

export function convertersSection() {
    const { layers } = report.summary;
    if (layers.length === 0)
        return;
    const names = layers.map((l) => l.name);
    const chart = (title, yAxis, series, extra, describe) => figure(title, () => ({
        grid: layerGrid(names), xAxis: layerAxis(names), yAxis: { type: 'value', ...yAxis }, series: series(), ...extra,
    }), describe);
    const range = (title, unit, ranges, shade) => chart(
        title, { name: unit }, () => [rangeSeries(title, ranges, colour(shade))],
        { tooltip: { formatter: ({ dataIndex: k }) => `${markup(names[k])}<br>${number(ranges[k][0])} to ${number(ranges[k][1])} ${unit}` } },
        () => ranges.map(([low, high], k) => `${names[k]}: ${number(low)} to ${number(high)}`).join('; '));
    const clipping = ['dacClipping', 'adcClipping'].map((key) => layers.map((l) => 100 * l.converters[key]));
    const ratio = layers.map((l) => l.converters.signalToNoise);
    const micro = (value) => number(1e6 * value);
    section('converters', 'Converters',
        element('p', {}, 'Ranges from the least to the greatest of a layer’s converters. Clipped is what lies beyond a converter’s end codes by more than half a step: of the DACs, a share of the activations other than 0; of the ADCs, of all currents. All on the calibration images.'),
        element('div', { class: 'plots' },
            range('DAC ranges', 'activation', layers.map((l) => [l.inputMinimum, l.inputMaximum]), 'series-1').root,
            range('ADC ranges', 'µA', layers.map((l) => [1e6 * l.converters.adcMinimum, 1e6 * l.converters.adcMaximum]), 'series-2').root,
            chart('Clipping', { name: '%' }, () => ['DACs', 'ADCs'].map((name, k) => ({ name, type: 'bar', data: clipping[k] })),
                { legend: {}, tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} %` } },
                () => names.map((name, k) => `${name}: DACs ${number(clipping[0][k])} %, ADCs ${number(clipping[1][k])} %`).join('; ')).root,
            chart('Signal to quantisation noise', { name: 'dB' }, () => [{ name: 'SQNR', type: 'bar', data: ratio, itemStyle: { color: colour('series-3') }, barMaxWidth: 42 }],
                { tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: (value) => `${number(value)} dB` } },
                () => names.map((name, k) => `${name}: ${number(ratio[k])} dB`).join('; ')).root),
        table('Converters of the layers', [
            { title: 'Layer', text: true, of: (l) => l.name },
            { title: 'DAC range', of: (l) => `${number(l.inputMinimum)} … ${number(l.inputMaximum)}` },
            { title: 'DACs clip', of: (l) => percent(l.converters.dacClipping, 2) },
            { title: 'ADC range, µA', of: (l) => `${micro(l.converters.adcMinimum)} … ${micro(l.converters.adcMaximum)}` },
            { title: 'ADCs clip', of: (l) => percent(l.converters.adcClipping, 2) },
            { title: 'SQNR, dB', of: (l) => number(l.converters.signalToNoise) },
            ...(layers.some((l) => l.converters.asBuilt) ? [
                { title: 'DAC INL / DNL, LSB', of: (l) => `${number(l.converters.asBuilt.dacInl)} / ${number(l.converters.asBuilt.dacDnl)}` },
                { title: 'ADC INL / DNL, LSB', of: (l) => `${number(l.converters.asBuilt.adcInl)} / ${number(l.converters.asBuilt.adcDnl)}` },
            ] : []),
        ], layers));
}

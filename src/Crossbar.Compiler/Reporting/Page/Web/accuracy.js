import { figure, whiskers } from './charts.js';
import { count, element, interval, markup, number, percent, report, section, table } from './data.js';
import { colour } from './theme.js';

export function accuracySection() {
    if (!report.accuracy)
        return;
    const { rows, source } = report.accuracy;
    const software = rows.find((row) => row.bits === 'software');
    const chips = rows.filter((row) => row !== software);
    const kinds = [...new Set(chips.map(kindOf))];
    const bits = [...new Set(chips.map((row) => row.bits))];
    const chart = figure('Accuracy against converter resolution', () => ({
        legend: { data: kinds },
        grid: { bottom: 54 },
        tooltip: { trigger: 'item', formatter: ({ value, seriesName }) => markup(`${seriesName}, ${bits[value[0]]}: ${number(value[1], 4)} %`) },
        xAxis: { type: 'category', data: bits.map((b) => (b === '0/0' ? 'ideal' : b)), name: 'DAC/ADC bits', nameGap: 32, splitLine: { show: false } },
        yAxis: { type: 'value', name: 'images right, %', scale: true },
        series: kinds.flatMap((kind, k) => {
            const shade = colour(`series-${(k % 5) + 1}`);
            const points = chips.filter((row) => kindOf(row) === kind && row.accuracy !== null).map((row) => [bits.indexOf(row.bits), row]);
            const line = k === 0 && software ? { silent: true, symbol: 'none', lineStyle: { color: colour('soft'), type: 'dashed' }, label: { formatter: `software ${number(100 * software.accuracy, 4)} %`, position: 'insideStartTop', color: colour('soft') }, data: [{ yAxis: 100 * software.accuracy }] } : undefined;
            return [
                { name: kind, type: 'line', symbolSize: 8, color: shade, data: points.map(([x, row]) => [x, 100 * row.accuracy]), markLine: line },
                whiskers(`${kind}, 95 %`, points.map(([x, row]) => [x, 100 * row.accuracyLow, 100 * row.accuracyHigh]), shade),
            ];
        }),
    }), () => rows.map((row) => `${row.bits}: ${row.accuracy === null ? row.note : percent(row.accuracy, 4)}`).join('; '));
    section('accuracy', 'Accuracy',
        element('p', {}, `${source}, ${count(rows[0].images)} images. Whiskers and intervals hold with 95 %; a loss is the digital network’s accuracy less the chip’s, on the same images.`),
        element('div', { class: 'plots' }, chart.root,
            table('Accuracy', [
                { title: 'DAC/ADC bits', text: true, of: (row) => (row.bits === '0/0' ? 'ideal' : row.bits) },
                ...(kinds.length > 1 ? [{ title: 'Chip', text: true, of: (row) => (row === software ? '' : kindOf(row)) }] : []),
                { title: 'right, %', of: (row) => (row.accuracy === null ? row.note : number(100 * row.accuracy, 4)) },
                { title: '95 %', of: (row) => interval(row.accuracyLow, row.accuracyHigh, 4) },
                { title: 'loss, points', of: (row) => number(row.loss === null ? null : 100 * row.loss) },
                { title: '95 %', of: (row) => interval(row.lossLow, row.lossHigh, 3) },
            ], rows)));
}

function kindOf(row) {
    // Studies of older versions say nothing of encodings and slices.
    const encoding = row.encoding && row.encoding !== 'Amplitude' ? `, ${row.encoding}` : '';
    const weights = row.weights && row.weights !== 'as they are' ? `, weights ${row.weights}` : '';
    return `${row.mapping}, ${row.conversion}${encoding}${weights}`;
}

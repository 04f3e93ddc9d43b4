import { dashes, figure, sideBySide, whiskers } from './charts.js';
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
    const nameOf = (place) => (bits[Math.round(place)] === '0/0' ? 'ideal' : bits[Math.round(place)]);
    const { room, shift } = sideBySide(kinds.length, bits.map((_, place) => place), bits.length);
    const guide = software?.accuracy === undefined ? null : `software ${number(100 * software.accuracy, 4)} %`;
    const chart = figure('Accuracy against converter resolution', () => ({
        legend: { type: 'scroll', left: 62, data: [...kinds, ...(guide ? [{ name: guide, icon: dashes }] : [])] },
        grid: { bottom: 54 },
        tooltip: { trigger: 'item', formatter: ({ value, seriesName }) => markup(`${seriesName}, ${nameOf(value[0])}: ${number(value[1], 4)} %`) },
        xAxis: {
            type: 'value', name: 'DAC/ADC bits', nameGap: 32, min: -0.5, max: bits.length - 0.5, nearest: Math.round, placeName: nameOf, splitLine: { show: false },
            axisLabel: { customValues: bits.map((_, place) => place), formatter: nameOf, hideOverlap: true }, axisTick: { customValues: bits.map((_, place) => place) },
        },
        yAxis: { type: 'value', name: 'images right, %', scale: true, axisLine: { onZero: false } },
        series: [...kinds.flatMap((kind, k) => {
            const shade = colour(`series-${(k % 5) + 1}`);
            const points = chips.filter((row) => kindOf(row) === kind && row.accuracy !== null).map((row) => [bits.indexOf(row.bits) + shift(k), row]);
            return [
                { name: kind, type: 'line', symbolSize: 8, color: shade, symbol: 'circle', data: points.map(([x, row]) => [x, 100 * row.accuracy]) },
                whiskers(`${kind}, 95 %`, points.map(([x, row]) => [x, 100 * row.accuracyLow, 100 * row.accuracyHigh]), shade, room),
            ];
        }), ...(guide ? [{
            name: guide, type: 'line', silent: true, symbol: 'none', color: colour('soft'), isGuide: true, lineStyle: { type: 'dashed', width: 1.5 },
            data: [-0.5, bits.length - 0.5].map((x) => [x, 100 * software.accuracy]),
        }] : [])],
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

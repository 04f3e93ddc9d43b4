import { dashes, dots, extremes, figure, sideBySide, whiskers } from './charts.js';
import { count, duration, element, interval, markup, number, percent, report, section, table } from './data.js';
import { colour } from './theme.js';

const minute = 60, hour = 3600, day = 86400, year = 365 * day;
const ticks = [1, minute, hour, day, 30 * day, year, 10 * year, 100 * year, 1000 * year];

export function retentionSection() {
    if (!report.retention)
        return;
    const { rows, source } = report.retention;
    const aged = rows.filter((row) => row.age !== null);
    const ageless = rows.filter((row) => row.age === null);
    const kinds = [...new Set(aged.map((row) => row.compensation))];
    const axis = ageAxis(aged.map((row) => row.age));
    const { room, shift } = sideBySide(kinds.length, aged.map((row) => axis.placeOf(row.age)), axis.max - axis.min);
    const chips = Math.max(0, ...aged.map((row) => row.chips));
    const chart = figure('Accuracy against time', () => ({
        legend: { type: 'scroll', left: 62, data: [...kinds, ...ageless.map((row, k) => ({ name: row.compensation, icon: k === 0 ? dashes : dots }))] },
        tooltip: {
            trigger: 'item',
            formatter: ({ value: [place, mean], seriesName }) => markup(`${seriesName}, ${axis.placeName(place)}: ${number(mean, 4)} %`),
        },
        xAxis: axis,
        yAxis: { type: 'value', name: 'images right, %', scale: true, axisLine: { onZero: false } },
        series: [
            ...kinds.flatMap((kind, k) => {
                const shade = colour(`series-${(k % 5) + 1}`);
                const points = aged.filter((row) => row.compensation === kind).map((row) => [axis.placeOf(row.age) + shift(k), row]);
                const of = (...names) => points.map(([x, row]) => [x, ...names.map((name) => (row[name] === null ? null : 100 * row[name]))]);
                return [
                    { name: kind, type: 'line', symbolSize: 8, symbol: 'circle', lineStyle: { width: 1.5 }, color: shade, data: of('meanAccuracy') },
                    { ...whiskers(kind, of('meanLow', 'meanHigh').filter(([, low]) => low !== null), shade, room), title: `${kind}, 95 %` },
                    { ...extremes(kind, of('leastAccuracy', 'greatestAccuracy'), shade, room), title: `${kind}, least … greatest` },
                ];
            }),
            ...ageless.map((row, k) => ({
                name: row.compensation, type: 'line', silent: true, symbol: 'none', color: colour(k === 0 ? 'soft' : 'ink'), isGuide: true,
                lineStyle: { type: k === 0 ? 'dashed' : 'dotted', width: 1.5 }, data: [axis.min, axis.max].map((x) => [x, 100 * row.meanAccuracy]),
            })),
        ],
    }), () => rows.map((row) => `${row.compensation}${row.age === null ? '' : `, ${duration(row.age)}`}: ${percent(row.meanAccuracy, 4)}`).join('; '));
    chart.root.classList.add('wide');
    const noted = rows.some((row) => row.note);
    const listed = table('Accuracy against time', [
        { title: 'Age', text: true, of: (row) => (row.age === null ? row.compensation : duration(row.age)) },
        { title: 'Compensation', text: true, of: (row) => (row.age === null ? '' : row.compensation) },
        { title: 'right, mean, %', of: (row) => number(100 * row.meanAccuracy, 4) },
        { title: '95 %', of: (row) => interval(row.meanLow, row.meanHigh, 4) },
        { title: 'least … greatest, %', of: (row) => interval(row.leastAccuracy, row.greatestAccuracy, 4) },
        // A mean of equal accuracies differs from them by its rounding.
        { title: 'loss, points', of: (row) => number(Number((100 * row.meanLoss).toFixed(9))) },
        ...(noted ? [{ title: 'Note', text: true, of: (row) => row.note }] : []),
    ], rows);
    listed.classList.add('wide');
    section('retention', 'Retention',
        element('p', {},
            `${source}: ${count(chips)} ${chips === 1 ? 'chip' : 'chips'} of ${aged[0]?.device || 'the device'} at each age. Points are means of the chips’ accuracies, whiskers their intervals with 95 %, small circles the least and the greatest of them; a loss is the digital network’s accuracy less the mean.`),
        element('div', { class: 'plots' }, chart.root, listed));
}

// Decades of the age, and age 0 left of them, which has no place on such an axis.
function ageAxis(ages) {
    const later = ages.filter((age) => age > 0);
    const [least, greatest] = later.length > 0 ? [Math.min(...later), Math.max(...later)] : [1, 1];
    const shown = ticks.filter((tick) => tick >= (ticks.findLast((t) => t <= least) ?? least) && tick <= (ticks.find((t) => t >= greatest) ?? greatest));
    const start = Math.log10(Math.min(least, shown[0] ?? least));
    const end = Math.log10(Math.max(greatest, shown.at(-1) ?? greatest));
    const gap = Math.max(0.12 * (end - start), 0.5);
    const zero = start - gap;
    const placeOf = (age) => (age > 0 ? Math.log10(age) : zero);
    const known = new Map([0, ...later, ...shown].map((age) => [placeOf(age), age]));
    const nearest = (place) => [...known.keys()].reduce((best, one) => (Math.abs(one - place) < Math.abs(best - place) ? one : best));
    const placeName = (place) => duration(known.get(nearest(place)));
    const places = [...(ages.includes(0) ? [zero] : []), ...shown.map(placeOf)];
    return {
        type: 'value', name: 'time since programming', nameGap: 30, min: places[0] - (gap / 2), max: end + (gap / 2), placeOf, nearest, placeName,
        splitLine: { show: false }, axisLabel: { customValues: places, formatter: placeName, hideOverlap: true }, axisTick: { customValues: places },
    };
}

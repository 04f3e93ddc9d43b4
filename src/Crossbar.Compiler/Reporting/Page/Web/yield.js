import { dashes, dots, figure } from './charts.js';
import { count, duration, element, interval, markup, number, percent, report, section, table } from './data.js';
import { colour } from './theme.js';

export function yieldSection() {
    if (!report.yield)
        return;
    const { row, source, arguments: asked } = report.yield;
    const quantiles = [
        ['least', 0, row.least], ['5 %', 5, row.quantile5], ['25 %', 25, row.quantile25], ['median', 50, row.median],
        ['75 %', 75, row.quantile75], ['95 %', 95, row.quantile95], ['greatest', 100, row.greatest],
    ];
    const guides = [
        [`threshold ${percent(row.threshold, 4)}`, row.threshold, 'series-2', 'dashed'],
        [`software ${percent(row.softwareAccuracy, 4)}`, row.softwareAccuracy, 'soft', 'dotted'],
    ];
    const good = Math.round(row.yield * row.chips);
    const range = `${number(100 * row.yieldLow)} to ${number(100 * row.yieldHigh)} %`;
    const words = `${count(good)} of ${count(row.chips)} chips (${percent(row.yield)}; ${range} with 95 % confidence) are good: they name at least ${percent(row.threshold, 4)} of the images rightly.`;
    const chart = figure('Distribution of the chips’ accuracies', () => ({
        legend: { type: 'scroll', left: 62, data: ['chips', ...guides.map(([name, , , type]) => ({ name, icon: type === 'dashed' ? dashes : dots }))] },
        tooltip: { trigger: 'item', formatter: ({ value: [accuracy, share] }) => markup(`${number(share)} % of the chips are below ${number(accuracy, 4)} %`) },
        xAxis: { type: 'value', name: 'images right, %', nameGap: 30, scale: true, axisLabel: { hideOverlap: true } },
        yAxis: { type: 'value', name: '% of the chips below', min: 0, max: 100 },
        series: [
            { name: 'chips', type: 'line', symbolSize: 8, symbol: 'circle', color: colour('series-1'), data: quantiles.map(([, share, accuracy]) => [100 * accuracy, share]) },
            ...guides.map(([name, accuracy, shade, type]) => ({
                name, type: 'line', silent: true, symbol: 'none', color: colour(shade), lineStyle: { type, width: 1.5 }, isGuide: true, data: [[100 * accuracy, 0], [100 * accuracy, 100]],
            })),
        ],
    }), () => `${words} ${quantiles.map(([name, , accuracy]) => `${name}: ${percent(accuracy, 4)}`).join('; ')}`);
    const what = [
        ...(asked.age ? [Number(asked.age) === 0 ? 'at once' : `after ${duration(Number(asked.age))}`] : []),
        ...(asked.compensation ? [`compensation ${asked.compensation}`] : []),
    ];
    section('yield', 'Yield',
        element('p', {}, `${source}: ${[`${count(row.chips)} ${row.chips === 1 ? 'chip' : 'chips'}`, ...what].join(', ')}. ${words}`),
        row.note ? element('p', {}, row.note) : null,
        element('div', { class: 'plots' }, chart.root,
            table('Accuracies of the chips', [
                { title: 'Chips', text: true, of: ([name]) => name },
                { title: 'right, %', of: ([, accuracy]) => number(100 * accuracy, 4) },
                { title: '95 %', of: ([, , low, high]) => (low === undefined ? '' : interval(low, high, 4)) },
            ], [
                ...quantiles.map(([name, , accuracy]) => [name, accuracy]),
                ['mean', row.meanAccuracy, row.meanLow, row.meanHigh],
                ['standard deviation', row.deviation],
                ['threshold', row.threshold],
                ['share of good chips', row.yield, row.yieldLow, row.yieldHigh],
                ['software', row.softwareAccuracy],
            ])));
}

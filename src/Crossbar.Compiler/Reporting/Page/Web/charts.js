// Figures: a chart of ECharts with its caption, redrawn when the colours change, and saved as SVG or PNG.
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { element, number, table } from './data.js';
import { colour, onThemeChange } from './theme.js';

use([
    BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart, GridComponent, LegendComponent, TitleComponent, TooltipComponent, VisualMapComponent,
    CanvasRenderer, SVGRenderer,
]);

// In a legend, lines without points.
export const dashes = 'path://M0 4h6v2h-6z M9 4h6v2h-6z M18 4h6v2h-6z';
export const dots = 'path://M0 4h2v2h-2z M5 4h2v2h-2z M10 4h2v2h-2z M15 4h2v2h-2z M20 4h2v2h-2z';

// figure('Title', () => option): `describe` says in words what the chart shows, for who does not see it. Its values are a table too, for who has
// no mouse to point at them, unless the chart has keys of its own.
export function figure(title, option, describe, hasKeys = false) {
    const host = element('div', { class: 'plot', role: 'img' });
    const save = (kind) => element('button', { type: 'button', 'aria-label': `Save “${title}” as ${kind}`, onclick: () => download(kind) }, kind);
    const root = element('figure', {}, element('figcaption', {}, element('span', {}, title), save('SVG'), save('PNG')), host);
    const values = element('details', { class: 'values', ontoggle: list }, element('summary', { 'aria-label': `Values of “${title}”` }, 'Values'));
    if (!hasKeys)
        root.append(values);
    let chart = null;

    function draw() {
        if (!chart)
            return;
        chart.setOption(themed(option()), { notMerge: true });
        host.setAttribute('aria-label', `${title}. ${describe?.() ?? ''}`);
        list();
    }

    function list() {
        values.querySelector('.scroll')?.remove();
        if (values.open)
            values.append(valuesOf(title, option()));
    }

    function download(kind) {
        const [width, height] = [host.clientWidth, host.clientHeight];
        if (kind === 'PNG')
            return offer(chart.getDataURL({ pixelRatio: 4, backgroundColor: colour('panel') }), 'png');
        const vector = init(null, null, { renderer: 'svg', ssr: true, width, height });
        vector.setOption({ ...themed(option()), backgroundColor: colour('panel') });
        const url = URL.createObjectURL(new Blob([vector.renderToSVGString()], { type: 'image/svg+xml' }));
        vector.dispose();
        offer(url, 'svg');
        // Some browsers read it only after the click.
        setTimeout(() => URL.revokeObjectURL(url), 60000);
    }

    function offer(href, extension) {
        element('a', { href, download: `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${extension}` }).click();
    }

    // A chart has its size from the page, so it waits until it is in it.
    new ResizeObserver(() => {
        if (host.clientWidth === 0)
            return;
        chart = chart ?? init(host);
        chart.resize();
        draw();
    }).observe(host);
    onThemeChange(draw);
    return { root, host, draw, get chart() { return chart; } };
}

// Data of a series are values, or [place, value] or [place, low, high]. Lines that guide the eye alone have no values, and points that stand beside
// their place, to be seen, have those of the axis's nearest.
function valuesOf(title, { xAxis, series: all, yAxis }) {
    const series = all.filter((one) => !one.isGuide);
    const placeOf = xAxis.nearest ?? ((x) => x);
    const places = xAxis.data?.map((_, x) => x) ?? [...new Set(series.flatMap(({ data }) => data.map(([x]) => placeOf(x))))].sort((a, b) => a - b);
    const nameOf = (x) => xAxis.data?.[x] ?? xAxis.placeName?.(x) ?? number(x);
    const at = ({ data }, x) => data.map((item, k) => (Array.isArray(item) ? item : [k, item])).filter(([place]) => placeOf(place) === x)
        .map(([, ...values]) => values.map((value) => number(value)).join(' … ')).join(', ');
    return table(`${title}: ${yAxis.name}`, [
        { title: xAxis.name ?? 'layer', text: true, of: nameOf },
        ...series.map((one) => ({ title: one.title ?? one.name, of: (x) => at(one, x) })),
    ], places);
}

function themed(option) {
    const [ink, soft, line, panel] = ['ink', 'soft', 'line', 'panel'].map(colour);
    const axis = (a) => a && [a].flat().map((one) => ({
        nameLocation: 'middle',
        nameGap: one.type === 'category' ? 30 : 46,
        ...one,
        nameTextStyle: { color: soft, fontSize: 12, ...one.nameTextStyle },
        axisLine: { lineStyle: { color: soft }, ...one.axisLine },
        axisTick: { lineStyle: { color: soft }, ...one.axisTick },
        axisLabel: { color: soft, ...one.axisLabel },
        splitLine: { lineStyle: { color: line }, ...one.splitLine },
    }));
    return {
        animation: false,
        color: [1, 2, 3, 4, 5].map((k) => colour(`series-${k}`)),
        // In a saved SVG the font stands between double quotes.
        textStyle: { color: ink, fontFamily: "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" },
        ...option,
        grid: { left: 62, right: 18, top: 36, bottom: 48, ...option.grid },
        xAxis: axis(option.xAxis),
        yAxis: axis(option.yAxis),
        legend: option.legend && { top: 4, right: 8, itemHeight: 10, textStyle: { color: ink }, pageTextStyle: { color: soft }, pageIconColor: soft, pageIconInactiveColor: line, ...option.legend },
        tooltip: { confine: true, backgroundColor: panel, borderColor: line, textStyle: { color: ink, fontSize: 13 }, ...option.tooltip },
    };
}

// The end of a name tells layers apart, but for the operator's own.
function shortened(name) {
    const plain = name.replace(/\/[A-Z]\w*$/, '') || name;
    return plain.length > 16 ? `…${plain.slice(-15)}` : plain;
}

// The names of layers under a chart, however many and long.
export function layerAxis(names) {
    return {
        type: 'category',
        data: names,
        axisLabel: { rotate: names.length > 6 ? 55 : 0, hideOverlap: true, formatter: shortened, interval: 0, fontSize: 11 },
        splitLine: { show: false },
    };
}

export function layerGrid(names) {
    return names.length > 6 ? { bottom: 92 } : {};
}

// Bars from a least to a greatest value: [[low, high], ...].
export function rangeSeries(name, ranges, fill) {
    return {
        name,
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: ranges.map(([low, high], k) => [k, low, high]),
        renderItem: (_, api) => {
            const [x, top] = api.coord([api.value(0), api.value(2)]);
            const [, bottom] = api.coord([api.value(0), api.value(1)]);
            const width = Math.min(api.size([1, 0])[0] * 0.6, 42);
            return { type: 'rect', shape: { x: x - (width / 2), y: top, width, height: Math.max(bottom - top, 1) }, style: { fill } };
        },
    };
}

// Points of several kinds at the same places of an axis stand side by side, so that none hides another: how far each kind is from the place, and
// what it has for itself. Those of neighbouring places keep apart too.
export function sideBySide(kinds, places, extent) {
    const sorted = [...new Set(places)].sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((place, k) => place - sorted[k]);
    const room = Math.min(0.02 * extent, (0.8 * Math.min(extent, ...gaps)) / kinds);
    return { room, shift: (k) => room * (k - ((kinds - 1) / 2)) };
}

// Whiskers of an interval: [[x, low, high], ...], each as wide as its room on the axis allows.
export function whiskers(name, intervals, stroke, room) {
    return {
        ...between(name, intervals, room, (x, top, bottom, half) => {
            const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.5 } });
            return [line(x, top, x, bottom), line(x - half, top, x + half, top), line(x - half, bottom, x + half, bottom)];
        }),
        z: 3,
    };
}

// A small circle at the least value and one at the greatest: [[x, least, greatest], ...].
export function extremes(name, pairs, stroke, room) {
    return between(name, pairs, room, (cx, top, bottom, half) => [top, bottom].map((cy) => (
        { type: 'circle', shape: { cx, cy, r: Math.min(half, 2.5) }, style: { stroke, fill: 'none', lineWidth: 1 } })));
}

function between(name, pairs, room, shapes) {
    return {
        name,
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: pairs,
        // The points below them are what one points at.
        silent: true,
        tooltip: { show: false },
        renderItem: (_, api) => {
            const [x, top] = api.coord([api.value(0), api.value(2)]);
            const [, bottom] = api.coord([api.value(0), api.value(1)]);
            return { type: 'group', children: shapes(x, top, bottom, Math.min(5, 0.4 * api.size([room, 0])[0])) };
        },
    };
}

// What lies between two lines: [[x, low, high], ...] by rising x.
export function band(name, edges, fill) {
    return {
        name,
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: edges,
        color: fill,
        silent: true,
        tooltip: { show: false },
        // One shape for all points.
        renderItem: ({ dataIndex }, api) => dataIndex === 0 && {
            type: 'polygon',
            shape: { points: [...edges.map(([x, low]) => api.coord([x, low])), ...edges.map(([x, , high]) => api.coord([x, high])).reverse()] },
            style: { fill, opacity: 0.22 },
        },
    };
}

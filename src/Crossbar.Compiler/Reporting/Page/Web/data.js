// What the compiler put into the page, and small forms of numbers and elements.

export const report = JSON.parse(document.getElementById('report-data').textContent);

// A map's bytes: 0 to 254 from its minimum to its maximum, 255 for nothing.
export function bytesOf(map) {
    const text = atob(map.values);
    return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

export const nothing = 255;

export function valueOf(map, byte) {
    return byte === nothing ? null : map.minimum + ((byte / 254) * (map.maximum - map.minimum));
}

export function number(value, digits = 3) {
    if (value === null || value === undefined)
        return '–';
    if (value === 0)
        return '0';
    if (value < 0)
        return `−${number(-value, digits)}`;
    return value >= 1e5 || value < 1e-3
        ? value.toExponential(digits - 1).replace('e', '·10^').replace(/\^\+?(-?)(\d+)/, (_, sign, digitsOf) => superscript(sign + digitsOf))
        : String(Number(value.toPrecision(digits)));
}

export const power = (exponent) => `10${superscript(String(Math.round(exponent)))}`;

function superscript(text) {
    return [...text].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c])).join('');
}

// With the prefix that leaves at least one before the point.
function prefixed(exact, unit) {
    // Rounded before the prefix is chosen: 999.6 pJ are 1 nJ.
    const value = Number(exact.toPrecision(3));
    const step = value > 0 ? Math.min(Math.max(Math.floor(Math.log10(value) / 3) + 5, 0), 5) : 0;
    return `${number(value * (1000 ** (5 - step)))} ${['f', 'p', 'n', 'µ', 'm', ''][step]}${unit}`;
}

export const energy = (joule) => prefixed(joule, 'J');
export const instant = (seconds) => prefixed(seconds, 's');

export const count = (value) => value.toLocaleString('en-US');
export const percent = (share, digits = 3) => `${number(100 * share, digits)} %`;

export const interval = (low, high, digits) => (low === null ? '–' : `${number(100 * low, digits)} … ${number(100 * high, digits)}`);

// A year is 365 days, as in the tool's options.
const units = [[365 * 86400, 'y'], [86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];

// In the greatest unit that there is a whole number of.
export function duration(seconds) {
    if (seconds === 0)
        return 'at once';
    const [length, unit] = units.find(([whole]) => seconds % whole === 0) ?? [1, 's'];
    return `${number(seconds / length, 6)} ${unit}`;
}

// For tooltips, whose text is markup: a layer may be named anything, and so may the chips of a study.
export function markup(text) {
    return String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

// element('p', { class: 'lead' }, 'text', child): text is never taken for markup.
export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith('on'))
            made.addEventListener(name.slice(2), value);
        else if (value !== null && value !== undefined && value !== false)
            made.setAttribute(name, value === true ? '' : value);
    }

    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
}

const navigation = document.getElementById('sections');

export function section(id, title, ...children) {
    navigation.append(element('li', {}, element('a', { href: `#${id}` }, title)));
    const made = element('section', { id, 'aria-labelledby': `${id}-title` }, element('h2', { id: `${id}-title` }, title), ...children);
    document.getElementById('main').append(made);
    return made;
}

// Columns: { title, text: whether it is words, of: (row) => cell }.
export function table(caption, columns, rows) {
    const cell = (tag, column, content, scope) => element(tag, { class: column.text ? 'text' : null, scope }, content);
    return element('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
        element('table', {},
            element('caption', {}, caption),
            element('thead', {}, element('tr', {}, ...columns.map((c) => cell('th', c, c.title, 'col')))),
            element('tbody', {}, ...rows.map((row) => element('tr', {}, ...columns.map((c, k) => cell(k === 0 ? 'th' : 'td', c, c.of(row), k === 0 ? 'row' : null)))))));
}

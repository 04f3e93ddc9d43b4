import { element, number, report, section } from './data.js';

export function netlistsSection() {
    if (!report.netlists)
        return;
    const { folder, files } = report.netlists;
    const link = (file) => element('li', {}, element('a', { href: folder + encodeURIComponent(file) }, file));
    const list = (of) => element('ul', { class: 'links' }, ...of.map((f) => link(f.file)));
    const groups = [
        ['The model', (f) => f.layer === ''],
        ...report.summary.layers.map((l) => [l.name, (f) => f.layer === l.name]),
    ];
    section('netlists', 'Netlists',
        element('p', {}, `SPICE netlists for ${report.summary.options.Netlist}: a .cir file is a deck to run, an .inc file the subcircuit that it includes, an .svg file a picture of a layer’s arrays.`),
        ...groups.map(([name, isOf]) => [name, files.filter(isOf)]).filter(([, of]) => of.length > 0).map(([name, of], k) =>
            element('details', { open: k === 0 }, element('summary', {}, `${name} (${of.length} files)`), list(of))));
}

export function optionsSection() {
    const changed = new Set(report.changedOptions);
    section('options', 'Options',
        element('p', {}, 'Everything that went into the compile but for files; what differs from the default stands out.'),
        element('ul', { class: 'columns' }, ...Object.entries(report.summary.options).filter(([, value]) => value !== '').map(([name, value]) =>
            element('li', {}, element('span', {}, name), element('b', { class: changed.has(name) ? 'changed' : null }, short(value))))));
}

// 6.666666666666667E-05 is nothing to read.
function short(value) {
    return /^-?[\d.]+(E-?\d+)?$/.test(value) && value.length > 9 ? number(Number(value), 6) : value;
}

import { count, element, energy, instant, number, percent, report, section, table } from './data.js';

export function summarySection() {
    const { summary } = report;
    const { options } = summary;
    const bits = (name) => (options[name] === '0' ? 'ideal' : `${options[name]}-bit`);
    // A study may have other chips of the same bits.
    const own = report.accuracy?.rows.find((row) => row.mapping === options.Mapping && row.conversion === options.Conversion
        && row.bits === `${options.DacBits}/${options.AdcBits}` && (row.encoding || 'Amplitude') === encoding(options)
        && (row.weights || 'as they are') === weights(options) && row.accuracy !== null);
    const facts = [
        ['Layers, arrays', `${count(summary.layers.length)}, ${count(summary.arrays)}`],
        ['Memristors', count(summary.devices)],
        ['Weights', count(summary.weights)],
        ['Range used', percent(summary.usedRange)],
        ['Mean error', percent(summary.meanError, 2)],
        ['Worst error', percent(summary.worstError, 2)],
        ['Array energy', energy(summary.power.energy)],
        ...(own ? [['Accuracy', percent(own.accuracy, 4)]] : []),
    ];
    document.getElementById('main').append(
        element('h1', {}, `${summary.model} on crossbars`),
        element('p', { class: 'lead' },
            `${summary.className}: mapping ${options.Mapping}, conversion ${options.Conversion}, ${bits('DacBits')} DACs and ${bits('AdcBits')} ADCs, ${digital(options)}${wires(options)}, `
            + `memristors from ${number(1e6 * report.conductance.minimum)} to ${number(1e6 * report.conductance.maximum)} µS.`),
        element('dl', { class: 'facts' }, ...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))));
}

// As a study of accuracy names them.
function encoding(options) {
    return options.InputEncoding === 'BitSerial' ? `BitSerial:${options.InputDigitBits}` : options.InputEncoding || 'Amplitude';
}

function weights(options) {
    if (!options.WeightBits)
        return 'as they are';
    return options.CellBits ? `${options.WeightBits}/${options.CellBits}` : options.WeightBits;
}

function digital(options) {
    const inputs = encoding(options) === 'Amplitude' ? '' : `inputs as ${encoding(options)}, `;
    return inputs + (options.WeightBits ? `weights of ${options.WeightBits} bits${options.CellBits ? `, ${options.CellBits} per cell` : ''}, ` : '');
}

// Rows and columns are as WireResistance says unless they have their own.
function wires(options) {
    const ohms = (name) => `${number(Number(options[name] || options.WireResistance))} Ω`;
    const [row, column] = [ohms('RowWireResistance'), ohms('ColumnWireResistance')];
    const ends = [['DriveEnds', 'rows driven'], ['SenseEnds', 'columns sensed']].filter(([name]) => options[name] === 'Both').map(([, done]) => `, ${done} at both ends`);
    return (row === column ? `wires of ${row} a cell` : `wires of ${row} a cell along rows and ${column} along columns`) + ends.join('');
}

export function layersSection(choose) {
    const { layers } = report.summary;
    // Where wires have capacitances; of ideal ADCs only time constants are known.
    const isTimed = layers.some((l) => l.arrays.some((a) => a.settling));
    const settling = (arrays) => (arrays.some((a) => a.settling.time === null) ? number(null) : instant(Math.max(...arrays.map((a) => a.settling.time))));
    const columns = [
        { title: 'Layer', text: true, of: (l) => element('button', { type: 'button', title: `Show the arrays of ${l.name}`, onclick: () => choose(layers.indexOf(l), true) }, l.name) },
        { title: 'Operator', text: true, of: (l) => l.operator },
        { title: 'Kernel', of: (l) => (l.groups > 1 ? `${l.groups} × ${l.kernel}` : l.kernel) },
        { title: 'Input', of: (l) => l.input },
        { title: 'Output', of: (l) => l.output },
        { title: 'Reads', of: (l) => count(l.reads) },
        { title: 'Arrays', of: (l) => count(l.arrays.length) },
        { title: 'Memristors', of: (l) => count(l.arrays.reduce((sum, a) => sum + (a.rows * a.bitLines), 0)) },
        { title: 'Range used', of: (l) => percent(Math.min(...l.arrays.map((a) => a.usedRange))) },
        { title: 'Worst error', of: (l) => percent(Math.max(...l.arrays.map((a) => a.worstError)), 2) },
        { title: 'Floor, µS', of: (l) => number(1e6 * Math.min(...l.arrays.map((a) => a.floor))) },
        ...(isTimed ? [{ title: 'Settles in', of: (l) => settling(l.arrays) }] : []),
    ];
    const view = table('Layers on crossbars', columns, layers);
    section('layers', 'Layers',
        element('p', {}, 'Reads are array reads per image. The range used is the least share of the conductance range that the wires leave to an array, the floor the least conductance that a target of 0 stands for; an error is |T − target| over the range of an array’s targets.'
            + (isTimed ? ' A layer has settled when what each ADC of its slowest array sees is within half a step, all rows having stepped from 0 V to full scale.' : '')), view);
    return {
        mark: (layer) => view.querySelectorAll('tbody tr').forEach((row, k) => {
            row.classList.toggle('chosen', k === layer);
            row.querySelector('button').setAttribute('aria-current', k === layer);
        }),
    };
}

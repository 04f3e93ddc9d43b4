import { Pad } from './pad.js';
import { SIDE, toPixels } from './pixels.js';

const form = document.querySelector('#chip');
const verdict = document.querySelector('#verdict');
const pad = new Pad(document.querySelector('#pad'));
const networks = ['crossbars', 'software'];
const rows = Array.from({ length: 10 }, (_, digit) => addRow(digit));
let request = null;

pad.addEventListener('drawn', ask);
form.addEventListener('input', ask);
form.addEventListener('submit', (event) => event.preventDefault());
document.querySelector('#undo').addEventListener('click', () => pad.undo());
document.querySelector('#clear').addEventListener('click', () => pad.clear());
show(toPixels([]));

async function ask() {
    // Only the last question counts.
    request?.abort();
    const pixels = toPixels(pad.strokes);
    show(pixels);
    if (pad.strokes.length === 0)
        return say('Draw something.', null);
    if (!form.checkValidity())
        return say('A chip’s number is a whole number from 0 to 2147483647.', null);
    const chip = Object.fromEntries(new FormData(form));
    const question = {
        pixels, dacBits: +chip.dacBits, adcBits: +chip.adcBits, age: chip.age === '' ? null : +chip.age,
        compensation: chip.age === '' ? 'None' : chip.compensation, seed: +chip.seed,
    };
    request = new AbortController();
    verdict.setAttribute('aria-busy', 'true');
    try {
        const response = await fetch('classify', {
            method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(question), signal: request.signal,
        });
        const answer = await response.json();
        if (!response.ok)
            return say(answer.detail ?? answer.title, null, true);
        const { crossbars, software } = answer;
        say([words('Crossbars', crossbars), words('Software', software)], answer);
    } catch (mistake) {
        if (mistake.name !== 'AbortError')
            say('The server does not answer.', null, true);
    }
}

function words(name, { digit, probabilities }) {
    return `${name}: ${digit} (${percent(probabilities[digit])}).`;
}

function percent(share) {
    return `${(100 * share).toFixed(share > 0.9995 || share < 0.0995 ? 2 : 1)} %`;
}

function say(text, answer, isFault = false) {
    verdict.removeAttribute('aria-busy');
    // A line for each network.
    verdict.replaceChildren(...[text].flat().flatMap((line) => {
        const span = document.createElement('span');
        span.textContent = line;
        return [span, ' '];
    }).slice(0, -1));
    verdict.classList.toggle('fault', isFault);
    for (const [digit, row] of rows.entries()) {
        for (const network of networks) {
            const { cell, meter, share, score } = row[network];
            const said = answer?.[network];
            cell.classList.toggle('first', said?.digit === digit);
            meter.value = said?.probabilities[digit] ?? 0;
            share.textContent = said ? percent(said.probabilities[digit]) : '';
            score.textContent = said ? said.scores[digit].toFixed(1).replace('-', '−') : '–';
        }
    }
}

function addRow(digit) {
    const row = document.querySelector('#scores').insertRow();
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = digit;
    row.append(head);
    return Object.fromEntries(networks.map((network) => {
        const cell = row.insertCell();
        cell.className = network;
        const [numbers, share, score, meter] = ['div', 'span', 'span', 'meter'].map((name) => document.createElement(name));
        meter.ariaLabel = `Probability of ${digit}, ${network}`;
        score.textContent = '–';
        numbers.append(share, score);
        cell.append(numbers, meter);
        return [network, { cell, meter, share, score }];
    }));
}

function show(pixels) {
    const context = document.querySelector('#seen').getContext('2d');
    const picture = context.createImageData(SIDE, SIDE);
    pixels.forEach((pixel, k) => picture.data.set([pixel, pixel, pixel, 255], 4 * k));
    context.putImageData(picture, 0, 0);
}

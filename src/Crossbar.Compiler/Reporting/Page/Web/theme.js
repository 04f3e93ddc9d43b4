// Light or dark: what the system prefers until the reader chooses, and then what the reader chose.

const key = 'crossbar-report-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = [];
let chosen = stored();

// A page from a file may have no storage.
function stored() {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
}

function isDark() {
    return chosen ? chosen === 'dark' : system.matches;
}

function apply() {
    const button = document.getElementById('theme');
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    button.textContent = isDark() ? '☀ Light' : '☾ Dark';
    button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
    listeners.forEach((listener) => listener());
}

export function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function onThemeChange(listener) {
    listeners.push(listener);
}

document.getElementById('theme').addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark';
    try {
        localStorage.setItem(key, chosen);
    } catch {
        // Then it holds for this view alone.
    }

    apply();
});
system.addEventListener('change', apply);
apply();

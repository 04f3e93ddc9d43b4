// Strokes as the networks see them: 28×28 pixels in the form of MNIST's. As samples/Mnist/draw_digits.py draws them.

/** Pixels on each side of an image. */
export const SIDE = 28;

const LONGER_SIDE = 20;
const PEN = 2.4;
// Edges are as soft as those of scans that were made smaller.
const EDGE = 1.4;
// A dot stays one: what is smaller than this share of the drawing area is not made larger.
const LEAST_EXTENT = 0.08;

/**
 * The image of a drawing: its longer side 20 pixels, its centre of mass in the middle.
 * @param {number[][][]} strokes lists of points [x, y] in any unit of which the drawing area's side is 1
 * @returns {number[]} 784 numbers from 0 (paper) to 255 (ink), row by row
 */
export function toPixels(strokes) {
    const points = strokes.flat();
    if (points.length === 0)
        return new Array(SIDE * SIDE).fill(0);
    const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = (LONGER_SIDE - PEN) / Math.max(right - left, bottom - top, LEAST_EXTENT);
    const moved = (byX, byY) => strokes.map((stroke) => stroke.map(([x, y]) => [((x - (left + right) / 2) * scale) + byX, ((y - (top + bottom) / 2) * scale) + byY]));
    const middle = SIDE / 2;
    const [x, y] = centreOfMass(ink(moved(middle, middle)));
    return ink(moved((2 * middle) - x, (2 * middle) - y)).map((share) => Math.round(255 * share));
}

// How much of each pixel the pen covers, from the distance between its centre and the nearest stroke.
function ink(strokes) {
    const segments = strokes.flatMap((stroke) => stroke.length === 1 ? [[stroke[0], stroke[0]]] : stroke.slice(1).map((point, k) => [stroke[k], point]));
    return Array.from({ length: SIDE * SIDE }, (_, k) => {
        const distance = segments.reduce((least, segment) => Math.min(least, distanceTo(segment, (k % SIDE) + 0.5, Math.floor(k / SIDE) + 0.5)), Infinity);
        return Math.min(Math.max(((PEN / 2 - distance) / EDGE) + 0.5, 0), 1);
    });
}

function distanceTo([[ax, ay], [bx, by]], x, y) {
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.min(Math.max((((x - ax) * dx) + ((y - ay) * dy)) / Math.max((dx * dx) + (dy * dy), 1e-9), 0), 1);
    return Math.hypot(x - ax - (share * dx), y - ay - (share * dy));
}

function centreOfMass(shares) {
    const mass = shares.reduce((sum, share) => sum + share, 0);
    const mean = (place) => shares.reduce((sum, share, k) => sum + (share * (place(k) + 0.5)), 0) / mass;
    return [mean((k) => k % SIDE), mean((k) => Math.floor(k / SIDE))];
}

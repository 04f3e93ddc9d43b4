// The drawing area: strokes by mouse, pen, finger or keyboard. Points are [x, y] with both from 0 to 1.

const STEP = 1 / 30;
const LINE = 0.05;

export class Pad extends EventTarget {
    /** The strokes so far, each a list of points. */
    strokes = [];
    #canvas;
    #stroke = null;
    // The keyboard's pen, shown while the canvas has the focus.
    #pen = [0.5, 0.5];

    constructor(canvas) {
        super();
        this.#canvas = canvas;
        canvas.addEventListener('pointerdown', (event) => {
            if (!event.isPrimary || event.button !== 0)
                return;
            canvas.setPointerCapture(event.pointerId);
            this.#begin(this.#place(event));
        });
        canvas.addEventListener('pointermove', (event) => {
            if (!canvas.hasPointerCapture(event.pointerId))
                return;
            // What came between two frames, where the browser kept it.
            const between = event.getCoalescedEvents?.() ?? [];
            this.#go((between.length > 0 ? between : [event]).map((each) => this.#place(each)));
        });
        canvas.addEventListener('lostpointercapture', () => this.#lift());
        canvas.addEventListener('keydown', (event) => this.#key(event));
        // A press of the pointer begins a stroke first and gives the focus then.
        canvas.addEventListener('focus', () => this.#draw());
        canvas.addEventListener('blur', () => { this.#lift(); this.#draw(); });
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    }

    clear() {
        this.#change([]);
    }

    undo() {
        this.#change(this.strokes.slice(0, -1));
    }

    #change(strokes) {
        this.#stroke = null;
        this.strokes = strokes;
        this.#draw();
        this.dispatchEvent(new Event('drawn'));
    }

    #place(event) {
        const box = this.#canvas.getBoundingClientRect();
        return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((share) => Math.min(Math.max(share, 0), 1));
    }

    #begin(point) {
        this.#lift();
        this.#stroke = [point];
        this.strokes = [...this.strokes, this.#stroke];
        this.#draw();
    }

    #go(points) {
        this.#stroke?.push(...points);
        this.#draw();
    }

    #lift() {
        if (this.#stroke === null)
            return;
        this.#stroke = null;
        this.dispatchEvent(new Event('drawn'));
    }

    #key(event) {
        const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
        if (by) {
            this.#pen = this.#pen.map((share, axis) => Math.min(Math.max(share + by[axis], 0), 1));
            this.#go([this.#pen]);
        } else if (event.key === ' ' && this.#stroke) {
            this.#lift();
            this.#draw();
        } else if (event.key === ' ') {
            this.#begin(this.#pen);
        } else if (event.key === 'Backspace') {
            this.undo();
        } else {
            return;
        }

        event.preventDefault();
    }

    #draw() {
        const context = this.#canvas.getContext('2d');
        const side = this.#canvas.width;
        context.clearRect(0, 0, side, side);
        context.strokeStyle = context.fillStyle = getComputedStyle(this.#canvas).color;
        context.lineWidth = LINE * side;
        context.lineCap = context.lineJoin = 'round';
        for (const stroke of this.strokes) {
            context.beginPath();
            // A stroke of one point is a dot.
            for (const [x, y] of [stroke[0], ...stroke])
                context.lineTo(x * side, y * side);
            context.stroke();
        }

        if (!this.#canvas.matches(':focus-visible'))
            return;
        context.lineWidth = 0.006 * side;
        context.beginPath();
        context.arc(this.#pen[0] * side, this.#pen[1] * side, LINE * side * (this.#stroke ? 0.5 : 0.9), 0, 2 * Math.PI);
        context.strokeStyle = getComputedStyle(this.#canvas).getPropertyValue('outline-color');
        context.stroke();
    }
}

using Crossbar.Runtime.Circuits.Elimination;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Circuits;

/// <summary>The state of Newton's method on one array: voltages, and the cells linearised about them.</summary>
internal sealed class NewtonState
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly double[] _conductances;
    private readonly ArrayResistances _resistances;
    private readonly double[] _inputs;
    private readonly IDevice _device;
    private readonly EliminationPlan _plan;
    private readonly double[] _slopes;

    // What the cells pass beside their slopes: into the bit lines, and out of the word lines.
    private readonly double[] _sources;
    private readonly double[] _drains;
    private double[] _currents;
    private double[] _nextCurrents;

    // Voltages over memristors, without access transistors.
    private double[] _memristors;
    private double[] _nextMemristors;
    private double[] _words;
    private double[] _bits;
    private double[] _nextWords;
    private double[] _nextBits;
    private bool _isStarted;

    public NewtonState(int rows, int columns, double[] conductances, ArrayResistances resistances, double[] inputs, IDevice device)
    {
        (_rows, _columns) = (rows, columns);
        (_conductances, _resistances, _inputs, _device) = (conductances, resistances, inputs, device);
        _plan = EliminationPlan.CreateDriven(rows, columns, WirePattern.Of(resistances));
        _slopes = new double[conductances.Length];
        _sources = new double[conductances.Length];
        _drains = new double[conductances.Length];
        _currents = new double[conductances.Length];
        _memristors = new double[conductances.Length];
        _nextCurrents = new double[conductances.Length];
        _nextMemristors = new double[conductances.Length];
        _words = new double[conductances.Length];
        _bits = new double[conductances.Length];
        _nextWords = new double[conductances.Length];
        _nextBits = new double[conductances.Length];
    }

    /// <summary>Sum of all cells' currents, in ampere.</summary>
    public double TotalCurrent => _currents.Sum(Math.Abs);

    /// <summary>Solves an array of linear cells.</summary>
    public void SolveLinear()
    {
        for (var k = 0; k < _slopes.Length; k++)
            _slopes[k] = _conductances[k] / (1 + _conductances[k] * _resistances.Access);
        NodalElimination.Solve(_plan, _resistances, _slopes, [], [], _inputs, _words, _bits);
        for (var k = 0; k < _slopes.Length; k++)
        {
            _currents[k] = _slopes[k] * (_words[k] - _bits[k]);
            _memristors[k] = (_words[k] - _bits[k]) / (1 + _conductances[k] * _resistances.Access);
        }
    }

    /// <summary>Makes one Newton step.</summary>
    /// <param name="tolerance">The bound that ends the iteration, in ampere.</param>
    /// <returns>Bound of the error of every column current, in ampere; infinite after a shortened step.</returns>
    public double Step(double tolerance)
    {
        for (var k = 0; k < _slopes.Length; k++)
        {
            var slope = _device.Slope(_conductances[k], _memristors[k]);
            _slopes[k] = slope / (1 + slope * _resistances.Access);
            _sources[k] = _currents[k] - _slopes[k] * (_words[k] - _bits[k]);
            _drains[k] = -_sources[k];
        }
        NodalElimination.Solve(_plan, _resistances, _slopes, _drains, _sources, _inputs, _nextWords, _nextBits);
        var bound = 0.0;
        for (var k = 0; k < _slopes.Length; k++)
        {
            var voltage = _nextWords[k] - _nextBits[k];
            _nextMemristors[k] = MemristorVoltage(_conductances[k], voltage, _memristors[k]);
            _nextCurrents[k] = _device.Current(_conductances[k], _nextMemristors[k]);
            bound += Math.Abs(_nextCurrents[k] - (_sources[k] + _slopes[k] * voltage));
        }

        // The first point, all nodes at 0 V, knows nothing of the sources: only later ones can be compared.
        var length = _isStarted && !(bound <= tolerance) ? StepLength() : 1;
        _isStarted = true;
        if (length < 1)
        {
            bound = double.PositiveInfinity;
            for (var k = 0; k < _slopes.Length; k++)
            {
                _nextWords[k] = Between(_words[k], _nextWords[k], length);
                _nextBits[k] = Between(_bits[k], _nextBits[k], length);
                _nextMemristors[k] = MemristorVoltage(_conductances[k], _nextWords[k] - _nextBits[k], _memristors[k]);
                _nextCurrents[k] = _device.Current(_conductances[k], _nextMemristors[k]);
            }
        }
        (_words, _nextWords) = (_nextWords, _words);
        (_bits, _nextBits) = (_nextBits, _bits);
        (_memristors, _nextMemristors) = (_nextMemristors, _memristors);
        (_currents, _nextCurrents) = (_nextCurrents, _currents);
        return bound;
    }

    /// <summary>Collects the results.</summary>
    public ArraySolution ToSolution(double errorBound, int iterations) =>
        KirchhoffCheck.Complete(_rows, _columns, _resistances, _inputs, _words, _bits, _memristors, _currents, errorBound, iterations);

    private static double Between(double x, double y, double share) => x + share * (y - x);

    // The co-content's slope rises along the step (it is convex), so that it falls by at least -(slope(α/2) + slope(α))·α/2 up to α.
    private double StepLength()
    {
        const double Fraction = 0.1;
        const int MaxHalvings = 60;
        var change = WireChange();
        var beginning = Slope(0, change);
        if (!(beginning < 0))
            return 1;
        var slope = Slope(1, change);
        var length = 1.0;
        for (var k = 0; k < MaxHalvings; k++)
        {
            var half = Slope(length / 2, change);
            if (half + slope <= Fraction * beginning)
                break;
            slope = half;
            length /= 2;
        }
        return length;
    }

    // d/dα of the co-content at (1-α)·now + α·next. The wires' part follows from that of the linearised cells at α = 1, where the sum is 0.
    private double Slope(double share, double wireChange)
    {
        var sum = 0.0;
        for (var k = 0; k < _slopes.Length; k++)
        {
            var now = _words[k] - _bits[k];
            var change = _nextWords[k] - _nextBits[k] - now;
            var voltage = now + share * change;
            var current = _device.Current(_conductances[k], MemristorVoltage(_conductances[k], voltage, _memristors[k]));
            var atEnd = _sources[k] + _slopes[k] * (now + change);
            sum += change * (current - atEnd);
        }
        return sum - (1 - share) * wireChange;
    }

    // Σ g·(change of the wire's voltage)² over all wires.
    private double WireChange()
    {
        var sum = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            for (var j = 0; j < _columns; j++)
            {
                var k = i * _columns + j;
                if (j == 0)
                    sum += Power(Word(k), _resistances.Input);
                else
                    sum += Power(Word(k) - Word(k - 1), _resistances.WordLine);
                if (i > 0)
                    sum += Power(Bit(k) - Bit(k - _columns), _resistances.BitLine);
                if (i == _rows - 1)
                    sum += Power(Bit(k), _resistances.Output);
                if (j == _columns - 1 && _resistances.DriveEnds == LineEnds.Both)
                    sum += Power(Word(k), _resistances.Input);
                if (i == 0 && _resistances.SenseEnds == LineEnds.Both)
                    sum += Power(Bit(k), _resistances.Output);
            }
        }
        return sum;

        double Word(int k) => _nextWords[k] - _words[k];
        double Bit(int k) => _nextBits[k] - _bits[k];
        static double Power(double voltage, double resistance) => double.IsFinite(1 / resistance) ? voltage * voltage / resistance : 0;
    }

    // The memristor's share of a cell's voltage: v + R_a·I(v) = voltage, by Newton's method inside a shrinking bracket.
    private double MemristorVoltage(double conductance, double voltage, double guess)
    {
        var access = _resistances.Access;
        if (access == 0 || voltage == 0)
            return voltage;
        double low = Math.Min(0, voltage), high = Math.Max(0, voltage);
        var v = Math.Clamp(guess, low, high);
        const int MaxSteps = 200;
        for (var step = 0; step < MaxSteps; step++)
        {
            var excess = v + access * _device.Current(conductance, v) - voltage;
            if (excess == 0)
                break;
            if (excess > 0)
                high = v;
            else
                low = v;
            var next = v - excess / (1 + access * _device.Slope(conductance, v));
            if (!(next > low && next < high))
                next = low + (high - low) / 2;
            if (Math.Abs(next - v) <= 1e-16 * Math.Abs(v) || next == low || next == high)
                return next;
            v = next;
        }
        return v;
    }
}

using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What the kernel of single reads puts between the cells' currents and the ADCs: read noise.</summary>
internal sealed class SingleReadNoise
{
    private readonly CrossbarTile _tile;
    private readonly ArrayLayout _layout;
    private readonly IDevice _device;

    // A pair's second array has half of the cells, and inverted inputs.
    private readonly IDevice _second;
    private readonly double _conductance;
    private readonly double _sigma;

    // Variances in units of σ², [M, N]; null without noise.
    private readonly double[]? _variances;
    private readonly bool _isUniform;
    private readonly int _seed;

    // Where time tells inputs, the voltage of a row that is on; 0 where voltages tell them.
    private readonly double _onVoltage;

    /// <summary>Prepares the noise of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="number">Its number in the layer.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    public SingleReadNoise(CrossbarTile tile, int number, LayerContext context)
    {
        (_tile, _layout) = (tile, tile.Layout);
        _device = Device.Of(context.Hardware);
        _second = _layout.ArrayCount == 1 ? _device : _device.Mirrored;
        _conductance = _device.IsProportional ? 1 : (context.Hardware.MinConductance + context.Hardware.MaxConductance) / 2;
        _seed = context.Options.Seed;
        _onVoltage = context.Hardware.IsTimed ? context.Hardware.InputVoltage : 0;
        _variances = new TileOnChip(tile, number, context).Noise(out _sigma);
        if (_variances is null)
            return;
        var outputs = tile.OutputCount;
        _isUniform = !_variances.Where((variance, k) => variance != _variances[k - (k % outputs)]).Any();
    }

    /// <summary>
    /// Adds what the cells, whose conductance fluctuates from read to read, add to the outputs' currents: normal with the variance
    /// Σ σ_i²·i(V_i)², i(V) being the current of a cell of 1 S, or per siemens that of one in the middle of the range. Attenuation by the wires is left out, as with linear cells.
    /// </summary>
    /// <param name="voltages">Voltages of the word lines of one read, [M], in volt.</param>
    /// <param name="image">The number of the image.</param>
    /// <param name="position">The window.</param>
    /// <param name="currents">What the ADCs see, [N], in ampere.</param>
    public void Add(ReadOnlySpan<double> voltages, int image, int position, Span<double> currents)
    {
        if (_variances is null)
            return;
        var power = Power(_variances, voltages, 0);
        Span<float> numbers = stackalloc float[currents.Length];
        NormalNumbers.Fill(ReadNoise.Stream(_tile, _seed, image, position), numbers);
        for (var j = 0; j < currents.Length; j++)
        {
            if (j > 0 && !_isUniform)
                power = Power(_variances, voltages, j);
            currents[j] += _sigma * Math.Sqrt(power) * numbers[j];
        }
    }

    // In units of σ².
    private double Power(double[] variances, ReadOnlySpan<double> voltages, int output)
    {
        double power = 0;
        for (var wordLine = 0; wordLine < voltages.Length; wordLine++)
        {
            power += SquareOfUnitCurrent(voltages[wordLine]) * variances[(_layout.InputOf(wordLine) * _tile.OutputCount) + output];
        }

        return power;
    }

    private double SquareOfUnitCurrent(double voltage)
    {
        // A row that is on for a part of the time has that part of the current at its voltage.
        var (volts, share) = _onVoltage > 0 ? (_onVoltage, voltage / _onVoltage) : (voltage, 1);
        var current = share * _device.Current(_conductance, volts) / _conductance;
        if (ReferenceEquals(_second, _device))
            return current * current;
        var second = share * _second.Current(_conductance, volts) / _conductance;
        return ((current * current) + (second * second)) / 2;
    }
}

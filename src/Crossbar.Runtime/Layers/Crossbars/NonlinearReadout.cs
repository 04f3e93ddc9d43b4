using System.Collections.Immutable;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What is behind the arrays of a tile with nonlinear cells: read noise, the ADCs and the decoding of their codes (docs/converters.md).</summary>
internal sealed class NonlinearReadout
{
    private readonly CrossbarTile _tile;
    private readonly ArrayLayout _layout;
    private readonly ImmutableArray<ColumnReadout> _columns;
    private readonly Dac _dac;
    private readonly int _adcBits;
    private readonly IDevice _device;
    private readonly double _noise;

    // Numbers of devices, [M, N]; null where every output sees equally many of each input.
    private readonly int[]? _devices;
    private readonly int _seed;

    /// <summary>Prepares the readout.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="dac">The tile's DACs.</param>
    /// <param name="adcBits">Resolution of the ADCs, 0 for ideal converters.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    public NonlinearReadout(CrossbarTile tile, Dac dac, int adcBits, LayerContext context)
    {
        (_tile, _layout, _columns, _dac) = (tile, tile.Layout, tile.Columns, dac);
        _adcBits = adcBits;
        _device = Device.Of(context.Hardware);
        _noise = context.Options.ReadNoise;
        if (_noise > 0 && AbsentCell.CountDevices(tile.Conductances.AsSpan()) < tile.Conductances.Length)
            _devices = tile.Layout.CountDevices(tile.Conductances.AsSpan());
        else
            // Each bit line that the ADC sees adds noise of its own.
            _noise *= Math.Sqrt(tile.Subtraction == CurrentSubtraction.None ? 1 : 2);
        _seed = context.Options.Seed;
    }

    /// <summary>
    /// Adds what the cells, whose conductance fluctuates from read to read, add to the outputs' currents: normal with the variance
    /// σ²·Σ i(V)², i(V) being the current of a cell of 1 S. Attenuation by the wires is left out, as with linear cells.
    /// </summary>
    /// <param name="voltages">Voltages of the word lines of one read, [M], in volt.</param>
    /// <param name="image">The number of the image.</param>
    /// <param name="position">The window.</param>
    /// <param name="currents">What the ADCs see, [N], in ampere.</param>
    public void AddNoise(ReadOnlySpan<double> voltages, int image, int position, Span<double> currents)
    {
        if (_noise == 0)
            return;
        var power = Power(voltages, 0);
        var random = ReadNoise.Stream(_tile, _seed, image, position);
        for (var j = 0; j < currents.Length; j++)
        {
            if (j > 0 && _devices is not null)
                power = Power(voltages, j);
            currents[j] += _noise * Math.Sqrt(power) * random.NextNormal();
        }
    }

    // Σ i(V)² over the devices that an output sees.
    private double Power(ReadOnlySpan<double> voltages, int output)
    {
        double power = 0;
        for (var wordLine = 0; wordLine < voltages.Length; wordLine++)
        {
            var current = _device.Current(1, voltages[wordLine]);
            power += current * current * (_devices is null ? 1 : _devices[(_layout.InputOf(wordLine) * _tile.OutputCount) + output]);
        }

        return power;
    }

    /// <summary>Digitises and decodes one read and adds it to the layer's output.</summary>
    /// <param name="currents">What the ADCs see, [N], in ampere.</param>
    /// <param name="codeSum">Sum of the DAC codes of the read.</param>
    /// <param name="position">The window.</param>
    /// <param name="positions">Number of windows.</param>
    /// <param name="output">The layer's output, [outputs, positions].</param>
    public void Decode(ReadOnlySpan<double> currents, double codeSum, int position, int positions, Span<float> output)
    {
        for (var j = 0; j < currents.Length; j++)
        {
            var column = _columns[j];
            var decoded = new Adc(column.AdcRange, _adcBits).Digitise(currents[j]) * _dac.Step / (_dac.VoltPerCode * column.Scale);
            if (_tile.Subtraction == CurrentSubtraction.None)
                decoded -= _tile.ZeroConductance / (double)column.Scale * _dac.Step * codeSum;
            output[((_tile.FirstOutput + j) * positions) + position] +=
                (float)((column.FitGain * decoded) + column.FitOffset - (_dac.Step * _dac.ZeroCode * column.WeightSum));
        }
    }
}

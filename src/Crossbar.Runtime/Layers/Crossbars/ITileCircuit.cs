namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>The arrays of a tile as circuits: voltages of word lines in, currents of outputs out.</summary>
internal interface ITileCircuit
{
    /// <summary>Length of the work space of a number of reads.</summary>
    /// <param name="count">Number of reads.</param>
    int ScratchLength(int count);

    /// <summary>Reads the arrays with many inputs.</summary>
    /// <param name="voltages">Voltages of the word lines as they lie on the wires, [count, M], in volt: with pulses their mean over the time of a read.</param>
    /// <param name="scratch">Memory of <see cref="ScratchLength"/>.</param>
    /// <param name="currents">Receives what the ADCs see, what is subtracted subtracted, [count, N], in ampere.</param>
    void Read(ReadOnlySpan<double> voltages, Span<double> scratch, Span<double> currents);
}

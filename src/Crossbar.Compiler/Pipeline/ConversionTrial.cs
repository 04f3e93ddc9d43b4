using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Programming;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Pipeline;

/// <summary>One layer whose arrays are converted one by one, without calibration: what a study of conversions compares.</summary>
public sealed class ConversionTrial
{
    private readonly MappedLayer _mapped;

    private ConversionTrial(MappedLayer mapped) => _mapped = mapped;

    /// <summary>The layer as its arrays hold it.</summary>
    public UnrolledLayer Unrolled => _mapped.Unrolled;

    /// <summary>Number of arrays.</summary>
    public int Count => _mapped.Tiles.Length;

    /// <summary>Maps a layer.</summary>
    /// <param name="index">The layer's position in the network.</param>
    /// <param name="layer">The digital layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="options">Scheme, array limits, scale, offset subtraction and levels.</param>
    /// <exception cref="CompilationException">The scheme does not fit the limits (CBX0060).</exception>
    public static ConversionTrial Of(int index, Convolution layer, TensorShape input, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(LayerMapping.Map(index, layer, input, options.Mapping, levels: options.Conversion.ConductanceLevels));
    }

    /// <summary>The layer's rows that an array's word lines stand for.</summary>
    /// <param name="array">The array's number.</param>
    public RowBlock RowsOf(int array) => _mapped.RowsOf(_mapped.Tiles[array]);

    /// <summary>Number of outputs of an array.</summary>
    /// <param name="array">The array's number.</param>
    public int OutputsOf(int array) => _mapped.Tiles[array].OutputCount;

    /// <summary>Converts an array; no errors of programming are added.</summary>
    /// <param name="array">The array's number.</param>
    /// <param name="samples">What the layer sees of the calibration data.</param>
    /// <param name="options">Conversion and devices.</param>
    /// <exception cref="CompilationException">The target is physically impossible (CBX0009), or the signal does not fit (CBX0061).</exception>
    public ProgrammedArray Convert(int array, LayerSamples samples, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var hardware = options.ToHardware();
        var converted = TileConverter.Convert(_mapped, _mapped.Tiles[array], samples, options, hardware);
        return ArrayProgrammer.Program(_mapped, array, converted, new VariationOptions(), hardware);
    }
}

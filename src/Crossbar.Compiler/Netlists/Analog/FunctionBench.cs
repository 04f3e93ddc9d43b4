using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>The deck that tests the functions of an analog network: each under some voltages, up to twice full scale of either sign.</summary>
/// <param name="functions">The functions.</param>
/// <param name="fullScale">Full scale, in volt.</param>
internal sealed class FunctionBench(ImmutableArray<FunctionCircuit> functions, double fullScale)
{
    /// <summary>The file's name.</summary>
    public const string File = "functions.cir";

    private static readonly double[] Shares = [-2, -1, -0.5, -0.2, 0, 0.2, 0.5, 1, 2];

    /// <summary>Number of nodes.</summary>
    public long CountNodes() => functions.Sum(function => Shares.Length * (function.CountNodes() + 2));

    /// <summary>The deck: node function05_y_3 is what the function of layer 5 makes of the voltage with number 3.</summary>
    public Netlist ToNetlist(NetlistHeader header)
    {
        var probes = functions.SelectMany(function => Shares.Select((share, k) =>
            new Probe(ProbeKind.Voltage, new Name(function.SubcircuitName + "_y", k), [Expected(function, share)]))).ToImmutableArray();
        return new Netlist
        {
            Header = header.With("the functions of the network, each under some voltages", ["What is expected is what the functions are, not what their straight pieces are."]),
            Includes = [NetlistParameters.File, AmplifierLibrary.File, FunctionCircuit.File],
            Elements = functions.SelectMany(Elements),
            Test = new TestBench(probes)
            {
                Tolerance = Tolerance.Analog with { Limit = Tolerance.Analog.Limit + functions.Max(ShareOfError) },
                HasRectifiers = true,
            },
        };
    }

    private IEnumerable<Element> Elements(FunctionCircuit function)
    {
        for (var k = 0; k < Shares.Length; k++)
        {
            var (input, output) = (new Name(function.SubcircuitName + "_x", k), new Name(function.SubcircuitName + "_y", k));
            yield return new VoltageSource(input, input, Name.Ground, Shares[k] * fullScale);
            yield return new Instance(new Name(function.SubcircuitName, k), [input, output], function.SubcircuitName);
        }
    }

    private double Expected(FunctionCircuit function, double share) => function.OutputScale * function.Fit.Function.Value(share * fullScale / function.InputScale);

    // What the pieces are off by, as a share of the largest value that is expected.
    private double ShareOfError(FunctionCircuit function) =>
        function.Fit.IsExact ? 0 : function.Fit.Error * function.OutputScale / Shares.Max(share => Math.Abs(Expected(function, share)));
}

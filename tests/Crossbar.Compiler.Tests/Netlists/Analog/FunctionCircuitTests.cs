using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Analog;
using Crossbar.Compiler.Netlists.Verification;
using MathNet.Numerics;

namespace Crossbar.Compiler.Tests.Netlists.Analog;

/// <summary>Functions of each element as circuits of straight pieces, in ngspice, against their formulas.</summary>
public sealed partial class FunctionCircuitTests : IDisposable
{
    private const double FullScale = 0.4;

    private readonly TemporaryFolder _folder = new();

    // One of each form: two bounds, a kink, both ends linear, one end flat or both, and a scale on both sides of 0.
    public static TheoryData<UnaryFunction, float, float> Functions => new()
    {
        { UnaryFunction.Clip, 0, 6 },
        { UnaryFunction.LeakyRelu, 0.01f, 0 },
        { UnaryFunction.Absolute, 0, 0 },
        { UnaryFunction.HardSwish, 0, 0 },
        { UnaryFunction.Sigmoid, 0, 0 },
        { UnaryFunction.Gelu, 0, 0 },
        { UnaryFunction.Selu, 1.6732632f, 1.0507010f },
    };

    public static TheoryData<UnaryFunction, float, float> OtherFunctions => new()
    {
        { UnaryFunction.Clip, -1, 1 },
        { UnaryFunction.Clip, 0.5f, 2 },
        { UnaryFunction.Clip, float.NegativeInfinity, 1.5f },
        { UnaryFunction.Clip, -0.5f, float.PositiveInfinity },
        { UnaryFunction.LeakyRelu, 0.3f, 0 },
        { UnaryFunction.Negative, 0, 0 },
        { UnaryFunction.HardSigmoid, 0.2f, 0.5f },
        { UnaryFunction.Tanh, 0, 0 },
        { UnaryFunction.Erf, 0, 0 },
        { UnaryFunction.Softplus, 0, 0 },
        { UnaryFunction.GeluTanh, 0, 0 },
        { UnaryFunction.Mish, 0, 0 },
        { UnaryFunction.Elu, 1, 0 },
        { UnaryFunction.Elu, 0.5f, 0 },
        { UnaryFunction.Celu, 2, 0 },
    };

    public void Dispose() => _folder.Dispose();

    // Full scale is 0.4 V: inputs are up to ten times that, and a hundred times where the function is flat there.
    [NgspiceTheory]
    [MemberData(nameof(Functions))]
    public void A_function_of_straight_pieces_is_what_its_formula_says(UnaryFunction function, float alpha, float beta) =>
        AssertFunction(function, alpha, beta);

    [NgspiceTheory]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(OtherFunctions))]
    public void Every_other_function_is_too(UnaryFunction function, float alpha, float beta) => AssertFunction(function, alpha, beta);

    private void AssertFunction(UnaryFunction function, float alpha, float beta)
    {
        var shape = new TensorShape(1, 2, 4);
        Write(TestNetworks.AfterConvolution(shape, input => [new Unary { Name = "f", Inputs = [input], OutputShape = shape, Function = function, Alpha = alpha, Beta = beta }]));
        Sweep("function01", x => Formula(function, alpha, beta, x));
    }

    [NgspiceFact]
    public void A_slope_of_each_channel_and_a_gate_of_the_input_itself_are_functions_too()
    {
        var shape = new TensorShape(2, 2, 2);
        Write(TestNetworks.AfterConvolution(shape, input =>
        [
            new Constant { Name = "slopes", Inputs = [], OutputShape = new TensorShape(2), Values = [0.25f, -0.5f] },
            new Binary { Name = "leaky", Inputs = [input, 2], OutputShape = shape, Function = BinaryFunction.PRelu, Left = [2, 2, 2], Right = [2, 1, 1] },
            new ScaleShift { Name = "faster", Inputs = [3], OutputShape = shape, Scale = [1.5f], Shift = [-0.25f] },
            new Unary { Name = "gate", Inputs = [4], OutputShape = shape, Function = UnaryFunction.Sigmoid },
            new Binary { Name = "swish", Inputs = [3, 5], OutputShape = shape, Function = BinaryFunction.Multiply, Left = [2, 2, 2], Right = [2, 2, 2] },
        ]));
        Sweep("function02_0", x => x < 0 ? 0.25 * x : x);
        Sweep("function02_1", x => x < 0 ? -0.5 * x : x);
        Sweep("function05", x => x / (1 + Math.Exp(0.25 - (1.5 * x))));
        Assert.DoesNotContain("function04", File.ReadAllText(_folder[FunctionCircuit.File]), StringComparison.Ordinal);
    }

    private static double Formula(UnaryFunction function, double a, double b, double x) => function switch
    {
        UnaryFunction.Clip => Math.Min(Math.Max(x, a), b),
        UnaryFunction.LeakyRelu => x < 0 ? a * x : x,
        UnaryFunction.Absolute => Math.Abs(x),
        UnaryFunction.Negative => -x,
        UnaryFunction.HardSigmoid => Math.Max(0, Math.Min(1, (a * x) + b)),
        UnaryFunction.HardSwish => x * Math.Max(0, Math.Min(1, (x / 6) + 0.5)),
        UnaryFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        UnaryFunction.Tanh => Math.Tanh(x),
        UnaryFunction.Erf => SpecialFunctions.Erf(x),
        UnaryFunction.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        UnaryFunction.Gelu => x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2,
        UnaryFunction.GeluTanh => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) / 2,
        UnaryFunction.Mish => x * Math.Tanh(Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)))),
        UnaryFunction.Elu => x < 0 ? a * (Math.Exp(x) - 1) : x,
        UnaryFunction.Celu => Math.Max(x, 0) + Math.Min(a * (Math.Exp(x / a) - 1), 0),
        UnaryFunction.Selu => b * (x < 0 ? a * (Math.Exp(x) - 1) : x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    // What the subcircuit's comment promises, at voltages from far below to far above.
    private void Sweep(string circuit, Func<double, double> formula)
    {
        var text = File.ReadAllText(_folder[FunctionCircuit.File]);
        var match = Scales().Match(text[text.IndexOf($".subckt {circuit} ", StringComparison.Ordinal)..]);
        var (input, output) = (Number(match, 1), Number(match, 2));
        Assert.InRange(input, 1e-3, FullScale * 2);
        var (low, high) = (Math.Abs(formula(-1000) - formula(-900)) < 1e-9 ? 40 : 4, Math.Abs(formula(1000) - formula(900)) < 1e-9 ? 40 : 4);
        double[] volts = [-low, -low / 2.0, .. Enumerable.Range(-50, 101).Select(k => k * 0.02 * FullScale * 1.5), high / 2.0, high];
        var deck = new System.Text.StringBuilder("function\n.include parameters.inc\n.include amplifiers.inc\n.include functions.inc\n");
        for (var k = 0; k < volts.Length; k++)
            deck.Append(CultureInfo.InvariantCulture, $"Vx{k} x{k} 0 DC {volts[k]:R}\nXf{k} x{k} y{k} {circuit}\n");
        deck.Append(".options gminsteps=0 itl1=40 itl2=100 pivrel=0.5\n.op\n.control\nset numdgt=12\nrun\n");
        for (var k = 0; k < volts.Length; k++)
            deck.Append(CultureInfo.InvariantCulture, $"print v(y{k})\n");
        deck.Append("quit\n.endc\n.end\n");
        var run = new Ngspice("ngspice", TimeSpan.FromMinutes(2)).Run(deck.ToString(), _folder.Path);
        Assert.True(run.Failure is null && !run.TimedOut, run.Failure);
        var found = run.Values.Select(value => value.Value).ToArray();
        Assert.Equal(volts.Length, found.Length);
        for (var k = 0; k < volts.Length; k++)
        {
            var expected = output * formula(volts[k] / input);
            // The pieces' own error, and an amplifier's.
            var allowed = ((FunctionCircuit.ErrorShare + 0.001) * FullScale) + (1e-3 * Math.Abs(expected));
            Assert.True(Math.Abs(found[k] - expected) <= allowed, $"{volts[k]} V: {found[k]} V, not {expected} V within {allowed} V");
        }
    }

    private void Write(NetworkDesign design)
    {
        var options = new CompilerOptions
        {
            Netlist = new() { Peripherals = PeripheralCircuits.Analog },
            Mapping = new() { Scheme = MappingScheme.Differential },
            Hardware = new() { InputVoltage = FullScale },
        };
        var images = TestNetworks.Images(design, 4);
        var network = NetworkCompiler.Compile(design, images, options);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network, () => images[1]);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@": 1 is (\S+) V at x and (\S+) V at y; ", RegexOptions.CultureInvariant)]
    private static partial Regex Scales();
}

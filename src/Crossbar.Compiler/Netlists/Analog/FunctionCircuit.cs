using Crossbar.Compiler.Netlists.Analog.Functions;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// A function of straight pieces as a circuit: a superdiode for each bend, one behind the other where it is flat at an end, and a stage that adds them up.
/// </summary>
/// <param name="SubcircuitName">The subcircuit's name.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Fit">The pieces, in activations.</param>
/// <param name="InputScale">What an activation of 1 is at the input, in volt.</param>
/// <param name="OutputScale">What an activation of 1 is at the output, in volt.</param>
internal sealed record FunctionCircuit(string SubcircuitName, string Title, PieceFit Fit, double InputScale, double OutputScale)
{
    /// <summary>The file of all functions of a folder.</summary>
    public const string File = "functions.inc";

    /// <summary>What the pieces may be off a function by, as a share of full scale at its output.</summary>
    public const double ErrorShare = 0.002;

    /// <summary>What the file says of the pieces.</summary>
    public static string Accuracy { get; } = string.Create(
        CultureInfo.InvariantCulture, $"No piece is farther from its function than {100 * ErrorShare} % of full scale at the output; each bend is a superdiode.");

    // Rectifiers work up to their amplifiers' swing less a diode: a bend beyond is one of voltages that no layer gives.
    private const double Reach = 4;

    /// <summary>What an activation of 1 should be at the input of a function, in volt: its bends within full scale, and no more gain than need be.</summary>
    /// <param name="pieces">The pieces of the function.</param>
    /// <param name="outputScale">What an activation of 1 is at its output, in volt.</param>
    /// <param name="fullScale">Full scale, in volt.</param>
    public static double InputScaleOf(PiecewiseLinear pieces, double outputScale, double fullScale)
    {
        const double MostGain = 16;
        var farthest = pieces.Bends.Select(bend => Math.Abs(bend.At)).DefaultIfEmpty(0).Max();
        var end = Math.Max(Math.Abs(pieces.First.Slope), Math.Abs(pieces.Last.Slope));
        var scale = farthest > 0 ? fullScale / farthest : double.PositiveInfinity;
        if (end > 0)
            scale = Math.Min(scale, end * outputScale);
        scale = Math.Max(scale, pieces.Steepest * outputScale / MostGain);
        return double.IsFinite(scale) && scale > 0 ? scale : outputScale;
    }

    /// <summary>The circuits of a layer's functions.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="layer">The layer's position in it.</param>
    /// <param name="fits">The pieces of its functions.</param>
    /// <param name="scales">What an activation of 1 is in volt, value by value.</param>
    public static ImmutableArray<FunctionCircuit> Of(AnalogGraph graph, int layer, ImmutableArray<PieceFit> fits, double[] scales)
    {
        var (own, name) = (graph.Design.Layers[layer], string.Create(CultureInfo.InvariantCulture, $"function{layer:D2}"));
        var (input, output) = (scales[graph.Functions[layer].Input], scales[layer + 1]);
        return [.. fits.Select((fit, k) => new FunctionCircuit(fits.Length == 1 ? name : new Name(name, k).ToString(), Describe(fit), fit, input, output))];

        string Describe(PieceFit fit) => string.Create(
            CultureInfo.InvariantCulture,
            $"{own.Name}, {own.OperatorName}: 1 is {input:G6} V at x and {output:G6} V at y; {fit.Pieces.Bends.Length + 1} straight pieces, {(fit.IsExact ? "which are the function itself" : $"at most {fit.Error:G3} from the function")}");
    }

    /// <summary>The circuit, with ports x and y.</summary>
    public Subcircuit ToSubcircuit() => new(SubcircuitName, ["x", "y"], Body());

    /// <summary>Number of nodes inside.</summary>
    public long CountNodes()
    {
        var nodes = new HashSet<Name>();
        long inside = 0;
        foreach (var element in Body())
        {
            switch (element)
            {
                case Instance instance:
                    nodes.UnionWith(instance.Nodes);
                    inside += AmplifierLibrary.NodesIn(instance.Subcircuit);
                    break;
                case VoltageSource source:
                    nodes.Add(source.Plus);
                    break;
            }
        }

        nodes.ExceptWith([Name.Ground, "x", "y"]);
        return inside + nodes.Count;
    }

    private IEnumerable<Element> Body()
    {
        yield return new Remark(Title);
        yield return new VoltageSource("one", "one", Name.Ground, 1);
        yield return new VoltageSource("minus", "minus", Name.Ground, -1);
        var bends = Fit.Pieces.Bends;
        // Far to the left and far to the right nothing moves: a superdiode holds what follows where the function begins, another where it ends.
        var (isLow, isHigh) = (bends.Length > 0 && Fit.Pieces.First.Slope == 0, bends.Length > 0 && Fit.Pieces.Last.Slope == 0);
        // What follows is a voltage u, with x = shift + u or, behind the upper limit, x = shift − u.
        (Name u, double shift) = ("x", 0);
        if (isLow)
        {
            foreach (var element in AmplifierStage.InvertingSum("inverted", [(u, 1)], "inverted").Concat(Rectified("low", "inverted", Volts(bends[0].At))))
                yield return element;
            (u, shift) = ("low", Volts(bends[0].At));
        }

        if (isHigh)
        {
            foreach (var element in Rectified("high", u, shift - Volts(bends[^1].At)))
                yield return element;
            (u, shift) = ("high", Volts(bends[^1].At));
        }

        var gain = OutputScale / InputScale;
        // Superdiodes pass what x is beyond a bend, or short of it, so that the rest is the line of the first piece between the limits, or of the last.
        var line = !isHigh ? Fit.Pieces.Last
            : isLow ? new Line(Fit.Pieces.First.Offset - (bends[0].Rise * bends[0].At), bends[0].Rise)
            : Fit.Pieces.First;
        // The last stage gives minus the sum of what it is given; what is to be added goes through a stage of its own before.
        var (subtracted, added) = (new List<(Name Input, double Weight)>(), new List<(Name Input, double Weight)>());
        Add(u, line.Slope * gain * (isHigh ? -1 : 1));
        Add("one", (line.Offset * OutputScale) + (line.Slope * gain * shift));
        for (var k = isLow ? 1 : 0; k < bends.Length - (isHigh ? 1 : 0); k++)
        {
            var bend = new Name("bend", k);
            foreach (var element in Rectified(bend, u, isHigh ? Volts(bends[k].At) - shift : shift - Volts(bends[k].At)))
                yield return element;
            Add(bend, bends[k].Rise * gain);
        }

        if (added.Count > 0)
        {
            foreach (var element in AmplifierStage.InvertingSum("added", added, "added"))
                yield return element;
            subtracted.Add(("added", 1));
        }

        foreach (var element in AmplifierStage.InvertingSum("y", subtracted, "y"))
            yield return element;

        void Add(Name input, double weight)
        {
            if (weight < 0)
                subtracted.Add((input, -weight));
            else if (weight > 0 && input.Word == "one")
                subtracted.Add(("minus", weight));
            else if (weight > 0)
                added.Add((input, weight));
        }
    }

    private double Volts(double activation) => Math.Clamp(InputScale * activation, -Reach, Reach);

    // −(V(input) + volts), or 0 where that is negative.
    private static IEnumerable<Element> Rectified(Name name, Name input, double volts)
    {
        var sum = name with { Word = name.Word + "_sum" };
        return AmplifierStage.InvertingSum(sum, [(input, 1), (volts > 0 ? "one" : "minus", Math.Abs(volts))], sum)
            .Append(new Instance(name, [sum, name], AmplifierLibrary.Rectifier));
    }
}

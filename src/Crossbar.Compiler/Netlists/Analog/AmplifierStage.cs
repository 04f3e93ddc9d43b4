using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>The stages that an amplifier and a few resistors make.</summary>
internal static class AmplifierStage
{
    /// <summary>A transimpedance stage: a virtual ground whose current becomes −R·I at the output.</summary>
    /// <param name="name">The stage.</param>
    /// <param name="ground">The virtual ground.</param>
    /// <param name="output">The output.</param>
    /// <param name="resistance">R, in ohm.</param>
    /// <param name="offset">How many standard deviations its amplifier's input offset is.</param>
    public static IEnumerable<Element> Transimpedance(Name name, Name ground, Name output, double resistance, double offset) =>
    [
        new Instance(name, [ground, output], AmplifierLibrary.Sense) { Parameters = [new Parameter(AmplifierLibrary.Deviation, offset)] },
        new Resistor(name, output, ground, resistance),
    ];

    /// <summary>An inverting summing stage: output = −Σ weight·V(input). Weights of 0 are left out.</summary>
    /// <param name="name">The stage.</param>
    /// <param name="terms">Inputs and their weights, none negative.</param>
    /// <param name="output">The output.</param>
    public static IEnumerable<Element> InvertingSum(Name name, IEnumerable<(Name Input, double Weight)> terms, Name output)
    {
        var node = name with { Word = name.Word + "_n" };
        yield return new Instance(name, [Name.Ground, node, output], AmplifierLibrary.Amplifier);
        yield return new Resistor(name, output, node, AmplifierLibrary.Unit);
        var k = 0;
        foreach (var (input, weight) in terms)
        {
            var branch = new Name($"{name}_in", k++);
            if (weight > 0)
                yield return new Resistor(branch, input, node, AmplifierLibrary.Unit / weight);
        }
    }

    /// <summary>A unity-gain follower.</summary>
    public static Element Follower(Name name, Name input, Name output) => new Instance(name, [input, output, output], AmplifierLibrary.Amplifier);
}

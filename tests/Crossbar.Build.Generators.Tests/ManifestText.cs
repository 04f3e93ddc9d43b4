using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Build.Generators.Tests;

/// <summary>An additional file in memory.</summary>
internal sealed class ManifestText(string path, string content) : AdditionalText
{
    /// <summary>A small colour network: all that a manifest can say.</summary>
    public const string Small = "crossbar-manifest\t1\nclass\tSmallCrossbar\nnamespace\tDemo.Nets\naccessibility\tpublic\nmodel\tSmall.onnx\n"
        + "input\tinput\t3\t2\t2\noutput\tlogits\t2\nbytes\t1\nlabel\tcat\nlabel\tdog \"Rex\"\n"
        + "layer\t/conv/Conv\tConv\t3×2×2\t4×2×2\nlayer\t/fc<1>\tGemm\t16\t2\nweights\t140\n";

    /// <summary>The least that a manifest must say.</summary>
    public const string Least = "crossbar-manifest\t1\nclass\tLeastCrossbar\nnamespace\t\naccessibility\tinternal\nmodel\tleast.onnx\n"
        + "input\tx\t4\noutput\ty\t3\n";

    /// <summary><see cref="Small"/> with other labels.</summary>
    public static string WithLabels(IReadOnlyCollection<string> labels) => Small
        .Replace("output\tlogits\t2\n", $"output\tlogits\t{labels.Count}\n", StringComparison.Ordinal)
        .Replace("label\tcat\nlabel\tdog \"Rex\"\n", string.Concat(labels.Select(label => TabbedLine.Join("label", label) + "\n")), StringComparison.Ordinal);

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
}

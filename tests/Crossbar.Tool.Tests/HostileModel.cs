using Crossbar.EndToEnd.Tests;

namespace Crossbar.Tool.Tests;

/// <summary>A network of two layers whose names do all that a name can do to whoever prints it; it must still be compiled.</summary>
internal static class HostileModel
{
    private const int Float = 1;
    private const int Width = 4;

    /// <summary>What stands in every name.</summary>
    public const string Name =
        "\n::add-path::/tmp/evil\r\n##vso[task.prependpath]/tmp/evil\n##teamcity[x]\nProgram.cs(1,1): error CS9999: forged\n\u001b[2J\u001b]0;pwn\u0007\u0085\u2028\u202e\u200b\t*/ .end\n.include \"x\"\n\"; } <script>alert(1)</script> \\\\";

    /// <summary>Writes it.</summary>
    public static string Write(string path)
    {
        var graph = new OnnxMessage()
            .Message(1, Layer("x", "a")).Message(1, new OnnxMessage().Text(1, "a" + Name).Text(2, "r" + Name).Text(3, "::relu::" + Name).Text(4, "Relu")).Message(1, Layer("r", "y"))
            .Text(2, Name).Message(5, Weights()).Message(11, Value("x" + Name)).Message(12, Value("y" + Name)).Message(12, Value("a" + Name));
        File.WriteAllBytes(path, new OnnxMessage().Number(1, 8).Text(2, Name).Message(7, graph).Message(8, new OnnxMessage().Number(2, 13)).Bytes);
        return path;
    }

    private static OnnxMessage Layer(string from, string to) => new OnnxMessage().Text(1, from + Name).Text(1, "w" + Name).Text(2, to + Name).Text(3, "::layer::" + to + Name).Text(4, "MatMul");

    private static OnnxMessage Weights() => new OnnxMessage().Number(1, Width).Number(1, Width).Number(2, Float).Text(8, "w" + Name)
        .Raw(9, OnnxMessage.Floats([.. Enumerable.Range(0, Width * Width).Select(k => ((k * 7) % 11 / 5f) - 1)]));

    private static OnnxMessage Value(string name)
    {
        var shape = new OnnxMessage().Message(1, new OnnxMessage().Text(2, "N")).Message(1, new OnnxMessage().Number(1, Width));
        return new OnnxMessage().Text(1, name).Message(2, new OnnxMessage().Message(1, new OnnxMessage().Number(1, Float).Message(2, shape)));
    }
}

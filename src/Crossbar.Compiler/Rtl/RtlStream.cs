namespace Crossbar.Compiler.Rtl;

/// <summary>A value of the network as a stream: a beat is a pixel with all its channels, or all of a value without pixels.</summary>
/// <param name="Name">What its signals begin with: <c>Name_tdata</c>, <c>Name_tvalid</c>, <c>Name_tready</c>.</param>
/// <param name="Elements">Numbers of a beat.</param>
/// <param name="Bits">Bits of a number, in two's complement.</param>
/// <param name="Beats">Beats of an image.</param>
internal sealed record RtlStream(string Name, int Elements, int Bits, int Beats)
{
    /// <summary>Bits of a beat.</summary>
    public int Width => Elements * Bits;
}

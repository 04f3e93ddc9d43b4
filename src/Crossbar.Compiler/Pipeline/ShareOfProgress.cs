namespace Crossbar.Compiler.Pipeline;

/// <summary>Reports the progress of a part of the work as that of the whole.</summary>
/// <param name="whole">Told of the share of the whole that is done, 0 to 1.</param>
/// <param name="before">The share that was done before.</param>
/// <param name="share">The part's share of the whole.</param>
internal sealed class ShareOfProgress(IProgress<double> whole, double before, double share) : IProgress<double>
{
    /// <inheritdoc/>
    public void Report(double value) => whole.Report(before + (share * value));
}

namespace Crossbar.Compiler.Studies.Running;

/// <summary>Adds up the progress of items, several of which may run at a time.</summary>
internal sealed class PartialProgress(int items, int done, IProgress<double>? total)
{
    private readonly object _gate = new();
    private double _sum = done;

    /// <summary>An item begins.</summary>
    /// <returns>What it tells of its own share.</returns>
    public IProgress<double>? Begin() => total is null ? null : new Item(this);

    private void Add(double share)
    {
        lock (_gate)
        {
            _sum += share;
            total!.Report(Math.Min(1, _sum / items));
        }
    }

    /// <summary>One item's share of the whole.</summary>
    private sealed class Item(PartialProgress whole) : IProgress<double>
    {
        private readonly object _own = new();
        private double _said;

        public void Report(double value)
        {
            double more;
            lock (_own)
            {
                more = value - _said;
                if (more <= 0)
                    return;
                _said = value;
            }

            whole.Add(more);
        }
    }
}

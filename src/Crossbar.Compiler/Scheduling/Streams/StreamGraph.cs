namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>The elements of a pipeline.</summary>
internal sealed class StreamGraph
{
    private readonly List<StreamElement> _elements = [];

    /// <summary>Adds an element.</summary>
    public void Add(StreamElement element) => _elements.Add(element);

    /// <summary>Follows beats until none moves any more.</summary>
    public void Run()
    {
        var waiting = new Queue<StreamElement>(_elements);
        var isWaiting = _elements.ToHashSet();
        while (waiting.TryDequeue(out var element))
        {
            isWaiting.Remove(element);
            if (!element.Advance())
                continue;
            foreach (var neighbour in element.Ends.SelectMany(stream => new[] { stream.Producer, stream.Consumer }).OfType<StreamElement>())
            {
                if (isWaiting.Add(neighbour))
                    waiting.Enqueue(neighbour);
            }
        }
    }
}

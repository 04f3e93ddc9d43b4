namespace Crossbar.Runtime;

/// <summary>Of what goes wrong with some images of a batch, that of the first one: the same however many threads there are. Thread-safe.</summary>
internal sealed class FirstFailure
{
    private readonly object _gate = new();
    private Exception? _failure;
    private int _image = int.MaxValue;

    /// <summary>Whether anything went wrong so far.</summary>
    public bool Any => Volatile.Read(ref _image) < int.MaxValue;

    /// <summary>Remembers a failure unless there is one of an earlier image; null for none.</summary>
    public void Add(int image, Exception? failure)
    {
        if (failure is null)
            return;
        lock (_gate)
        {
            if (image < _image)
                (_image, _failure) = (image, failure);
        }
    }

    /// <summary>Throws the failure, if there is one.</summary>
    public void Throw()
    {
        if (_failure is { } failure)
            throw failure;
    }
}

namespace Crossbar.Runtime.Layers;

/// <summary>A prepared layer. Thread-safe: all that changes lies in the caller's buffers.</summary>
public abstract class LayerKernel
{
    /// <summary>Length of the scratch buffer that <see cref="Run"/> needs.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>
    /// Whether <see cref="Run"/> heeds <see cref="LayerBuffers.Summand"/>, <see cref="LayerBuffers.Floor"/> and <see cref="LayerBuffers.Ceiling"/>, so that an
    /// addition and a ReLU or clipping that follow the layer need no pass over memory of their own.
    /// </summary>
    public virtual bool Finishes => false;

    /// <summary>Computes one image's output; writes every element of it and allocates nothing.</summary>
    public abstract void Run(in LayerBuffers buffers);

    /// <summary>Length of the scratch buffer that <see cref="RunBatch"/> needs for a number of images.</summary>
    internal virtual int BatchScratchLength(int images) => ScratchLength;

    /// <summary>Computes the outputs of several images: one after the other, unless a layer gains by taking them together. The results are the same.</summary>
    internal virtual void RunBatch(in BatchBuffers batch)
    {
        for (var image = 0; image < batch.Count; image++)
            Run(batch[image]);
    }
}

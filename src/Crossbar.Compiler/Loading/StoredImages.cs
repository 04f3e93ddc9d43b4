using System.Collections;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Loading;

/// <summary>The images of a set, each converted whenever it is asked for: as pixels they take a quarter of the memory.</summary>
/// <param name="set">The set.</param>
internal sealed class StoredImages(ImageSet set) : IReadOnlyList<float[]>
{
    /// <inheritdoc/>
    public int Count => set.Count;

    /// <inheritdoc/>
    public float[] this[int index]
    {
        get
        {
            var image = new float[set.ImageShape.Length];
            set.CopyImage(index, image);
            return image;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<float[]> GetEnumerator() => Enumerable.Range(0, Count).Select(n => this[n]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Runtime.InteropServices;

namespace Crossbar.OnnxRuntime;

/// <summary>An object of ONNX Runtime that is released exactly once, and not before what depends on it.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<void*, void> _release;
    private readonly OrtHandle? _owner;

    /// <summary>Takes over an object.</summary>
    /// <param name="pointer">The object.</param>
    /// <param name="release">The function that releases it.</param>
    /// <param name="owner">What must live longer; null for nothing.</param>
    public OrtHandle(void* pointer, delegate* unmanaged<void*, void> release, OrtHandle? owner = null)
        : base(0, ownsHandle: true)
    {
        _release = release;
        if (owner is not null)
        {
            var added = false;
            owner.DangerousAddRef(ref added);
            _owner = owner;
        }

        SetHandle((nint)pointer);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        _release((void*)handle);
        _owner?.DangerousRelease();
        return true;
    }
}

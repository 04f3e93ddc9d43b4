using System.Runtime.InteropServices;

namespace Crossbar.OnnxRuntime;

/// <summary>The C API's function table, with what every call needs: the check of its status.</summary>
/// <param name="table">OrtApi*.</param>
internal sealed unsafe class OrtApi(void** table)
{
    /// <summary>A function of the table.</summary>
    public void* this[OrtSlot slot] => table[(int)slot];

    /// <summary>A function that releases an object.</summary>
    public delegate* unmanaged<void*, void> Releaser(OrtSlot slot) => (delegate* unmanaged<void*, void>)this[slot];

    /// <summary>Throws if a call failed.</summary>
    /// <param name="status">OrtStatus*: what the call returned; null is success.</param>
    /// <exception cref="OnnxRuntimeException">The call failed.</exception>
    public void Check(void* status)
    {
        if (status != null)
            Fail(status);
    }

    /// <summary>Runs a function that creates an object from another: OrtStatus* f(from, out object).</summary>
    public void* Get(OrtSlot slot, void* from)
    {
        void* result;
        Check(((delegate* unmanaged<void*, void**, void*>)this[slot])(from, &result));
        return result;
    }

    /// <summary>Runs a function that reads a number of an object: OrtStatus* f(object, out size_t).</summary>
    public int Count(OrtSlot slot, void* from)
    {
        nuint result;
        Check(((delegate* unmanaged<void*, nuint*, void*>)this[slot])(from, &result));
        return checked((int)result);
    }

    private void Fail(void* status)
    {
        var code = ((delegate* unmanaged<void*, int>)this[OrtSlot.GetErrorCode])(status);
        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<void*, byte*>)this[OrtSlot.GetErrorMessage])(status));
        Releaser(OrtSlot.ReleaseStatus)(status);
        throw new OnnxRuntimeException(code, message ?? "");
    }
}

namespace Crossbar.Compiler.Emit;

/// <summary>Where tables go. Roslyn needs about 12 µs a literal, so beyond a mebibyte a resource is the better form.</summary>
internal static class TableForms
{
    private const int LargestSource = 1 << 20;

    /// <summary>Decides <see cref="TableForm.Auto"/>.</summary>
    public static bool IsResource(TableForm form, TableBlob blob) =>
        form == TableForm.Resource || (form == TableForm.Auto && blob.Resource.Length > LargestSource);
}

using System.Text.Json.Serialization;
using Crossbar.Build;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Texts as a page shows them: every character visible.</summary>
internal sealed class VisibleTextConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(DisplayText.Of(value));
}

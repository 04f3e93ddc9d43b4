using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Chips;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Tables;
using Crossbar.Compiler.Tests.Onnx;

namespace Crossbar.Compiler.Tests.Reporting.Page;

public sealed class StudyPagesTests : IDisposable
{
    private static readonly AccuracyStudyRow[] Accuracies = [new("", "", "", "", "software", 10, 0.9, 0.8, 1)];

    private static readonly RetentionRow[] Retentions =
    [
        new("pcm", null, "software", 1, 0.9, null, null, 0.9, 0.9, 0),
        new("pcm", 86400, "Recalibrate", 3, 0.8, 0.7, 0.9, 0.75, 0.85, 0.1),
    ];

    private static readonly YieldRow[] Yields = [new(4, 0.9, 0.8, 0.7, 0.9, 0.05, 0.7, 0.71, 0.75, 0.8, 0.85, 0.89, 0.9, 0.75, 0.75, 0.3, 0.95)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_studys_JSON_is_read_and_nothing_else()
    {
        AccuracyStudyRow[] rows = [.. Accuracies, new("Dense", "Exact", "BitSerial:2", "8/2", "4/4", 10) { Note = $"{Descriptors.Infeasible.Code}: no" }];
        var array = StudyTable.Of(rows).ToJson();
        var model = Load([]);
        Assert.Equal(rows, StudyPages.Read([_folder.Write("array.json", System.Text.Encoding.UTF8.GetBytes(array))], model).Accuracy!.Rows);
        foreach (var text in (string[])["", "null", "[]", "{}", "[1]", "[null]", "[{\"layer\": \"conv\"}]", "bits,accuracy\n8/8,0.9\n", "{\"seed\": 1, \"rows\": " + array + "}", "{\"a\": 1, \"a\": 2}"])
        {
            Reported.Only(Descriptors.InvalidData, () => StudyPages.Read([_folder.Write("other.json", text)], model));
        }

        Reported.Only(Descriptors.FileNotFound, () => StudyPages.Read(["nowhere.json"], model));
    }

    // What a study's own folder writes, so that the two cannot drift apart.
    [Fact]
    public void A_study_is_taken_only_if_it_is_of_the_same_model_files_and_options()
    {
        (string, string)[] metadata = [("WireResistance", "1"), ("Seed", "3")];
        var file = WriteAccuracy(Load([.. metadata, ("Mapping", "Differential"), ("ClassName", "Other")]));

        Assert.Equal(Accuracies, StudyPages.Read([file], Load([.. metadata, ("DacBits", "5"), ("AdcBits", "5"), ("Netlist", "None")])).Accuracy!.Rows);
        Assert.Contains("WireResistance is 1 there, and 2 here", Refused(file, Load([("WireResistance", "2"), ("Seed", "3")])), StringComparison.Ordinal);
        Assert.Contains("the SHA-256 of Model is ", Refused(file, Load(metadata) with { Hash = new string('0', 64) }), StringComparison.Ordinal);
        var faults = _folder.Write("faults.csv", [1]);
        var faulty = Load(metadata);
        Assert.Contains(
            "the SHA-256 of FaultMap is nothing there, and ",
            Refused(file, faulty with { Options = faulty.Options with { Mapping = faulty.Options.Mapping with { FaultMap = faults } } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Studies_of_chips_are_told_apart_by_what_they_say_and_vary_no_option()
    {
        (string, string)[] metadata = [("Mapping", "Differential"), ("DacBits", "6")];
        var studied = Load(metadata);
        var (retention, yields, accuracy) = (WriteRetention(studied), WriteYield(studied), WriteAccuracy(studied));
        var pages = StudyPages.Read([yields, accuracy, retention], Load([.. metadata, ("Netlist", "None")]));
        Assert.Equal((Accuracies[0], "accuracy.json"), (pages.Accuracy!.Rows[0], pages.Accuracy.Source));
        Assert.Equal(Retentions, pages.Retention!.Rows);
        Assert.Equal(("yield.json", "3600"), (pages.Yield!.Source, pages.Yield.Arguments["age"]));
        Assert.Equal(Yields[0], pages.Yield.Row);
        Assert.Null(StudyPages.Read([retention], studied).Accuracy);
        Assert.All((string[])[retention, yields], file => Assert.Contains("DacBits is 6 there, and 5 here", Refused(file, Load([("Mapping", "Differential"), ("DacBits", "5")])), StringComparison.Ordinal));
        Assert.Contains("'crossbar study retention' with these", Refused(retention, Load([])), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_studies_of_a_kind_and_kinds_that_no_page_shows_are_refused()
    {
        var model = Load([]);
        var (first, yields) = (WriteRetention(model), WriteYield(model));
        var second = _folder.Write("second.json", File.ReadAllText(first));
        var diagnostic = Reported.Only(Descriptors.InvalidData, () => StudyPages.Read([first, yields, second], model));
        Assert.Equal(second, diagnostic.File);
        Assert.Contains(first, diagnostic.Message, StringComparison.Ordinal);
        var sweep = _folder.Write("sweep.json", File.ReadAllText(first).Replace("\"study\": \"retention\"", "\"study\": \"sweep\"", StringComparison.Ordinal));
        Assert.Contains("a study of sweep", Reported.Only(Descriptors.InvalidData, () => StudyPages.Read([sweep], model)).Message, StringComparison.Ordinal);
        // Rows of another kind than the file says.
        foreach (var rows in (string[])["[]", "[{}]", "[null]", "3", "null", "[{\"age\": \"old\"}]"])
        {
            var text = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(first))!;
            text["rows"] = System.Text.Json.Nodes.JsonNode.Parse(rows);
            Reported.Only(Descriptors.InvalidData, () => StudyPages.Read([_folder.Write("rows.json", text.ToJsonString())], model));
        }
    }

    private static string Refused(string file, LoadedModel model)
    {
        var diagnostic = Reported.Only(Descriptors.ForeignStudy, () => StudyPages.Read([file], model));
        Assert.Equal(file, diagnostic.File);
        return diagnostic.Message;
    }

    private string WriteAccuracy(LoadedModel model) =>
        Write(new StudyPlan<AccuracyStudyRow, AccuracyStudyRow>(AccuracyStudy.Kind, []) { Varies = AccuracyStudy.Varied }, model, StudyTable.Of(Accuracies));

    private string WriteRetention(LoadedModel model) => Write(new StudyPlan<DrawnChip, RetentionRow>(RetentionStudy.Kind, []), model, StudyTable.Of(Retentions));

    private string WriteYield(LoadedModel model) => Write(new StudyPlan<YieldChip, YieldRow>(YieldStudy.Kind, []), model, StudyTable.Of(Yields));

    private string Write(StudyPlan plan, LoadedModel model, StudyTable table)
    {
        var data = _folder.Write("data.npz", [1, 2, 3]);
        return StudyFolder.For(Path.Combine(_folder.Path, plan.Kind.Name), StudyIdentity.Of(plan, model.Options, model, data, [new("images", "10"), new("age", "3600")])).Write(table)[1];
    }

    private LoadedModel Load((string Name, string Value)[] metadata)
    {
        var model = new ModelBuilder(0, 3, 5, 5).Floats("w", [5, 3, 2, 2]).ThenWith("Conv", ["w"]).Then("Flatten").Floats("v", [80, 2]).ThenWith("MatMul", ["v"]);
        return ModelLoader.Load(new CompilationRequest(_folder.Write("model.onnx", model.ToBytes()), [.. metadata], null, null), new DiagnosticBag());
    }
}
